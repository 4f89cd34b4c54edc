package io.gridmill.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The two sides over pipes. */
class HandshakeTest {
    private static final String OLD = "the old secret of thirty-two characters";
    private static final String NEW = "the new secret of thirty-two characters";

    private final Random random = new Random(7);

    @Test
    void thoseWhoKnowTheSecretLearnOfEachOther() {
        Talk talk = talk(side(OLD, "a:1"), side(OLD, "b:2"));
        assertThat(talk.accepting()).isEqualTo(facts("b:2"));
        assertThat(talk.connecting()).isEqualTo(facts("a:1"));
    }

    @Test
    void withoutSecretsTheyCompareTheirFactsOnly() {
        Talk talk = talk(side(null, "a:1"), side(null, "b:2"));
        assertThat(talk.accepting()).isEqualTo(facts("b:2"));
    }

    @Test
    void anotherSecretIsRefusedOnBothSides() {
        Talk talk = talk(side(OLD, "a:1"), side(NEW, "b:2"));
        assertThat(talk.refusedAccepting()).hasMessageStartingWith("It has another cluster secret");
        assertThat(talk.refusedConnecting())
                .hasMessageStartingWith("The grid has another cluster secret");
    }

    @Test
    void noSecretIsRefusedWhereThereIsOneAndTheOtherWayRound() {
        Talk none = talk(side(OLD, "a:1"), side(null, "b:2"));
        assertThat(none.refusedAccepting()).hasMessageStartingWith("It has no cluster secret");
        assertThat(none.refusedConnecting())
                .hasMessageContaining("this node has none")
                .hasMessageContaining("--cluster-secret-file");
        Talk one = talk(side(null, "a:1"), side(OLD, "b:2"));
        assertThat(one.refusedAccepting()).hasMessageContaining("this grid has none");
        assertThat(one.refusedConnecting()).hasMessageContaining("the grid has none");
    }

    @Test
    void whileItIsChangedOldAndNewGoTogether() {
        List<String> steps = List.of(OLD, OLD + "\n" + NEW, NEW + "\n" + OLD, NEW);
        for (int i = 0; i + 1 < steps.size(); i++) {
            String before = steps.get(i);
            String after = steps.get(i + 1);
            assertThat(talk(side(before, "a:1"), side(after, "b:2")).accepting()).isNotNull();
            assertThat(talk(side(after, "a:1"), side(before, "b:2")).accepting()).isNotNull();
        }
        assertThat(talk(side(OLD, "a:1"), side(NEW, "b:2")).refusedAccepting()).isNotNull();
    }

    @Test
    void whoIsNotYetAMemberGivesWayToWhoIs() {
        Talk joiner = talk(side(OLD, "a:1").joined(), side(NEW, "b:2"));
        assertThat(joiner.refusedConnecting().endsThis()).isTrue();
        assertThat(joiner.refusedAccepting().endsThis()).isFalse();
        Talk members = talk(side(OLD, "a:1").joined(), side(NEW, "b:2").joined());
        assertThat(members.refusedConnecting().endsThis()).isFalse();
    }

    @Test
    void ofTwoThatStartTheLaterGivesWay() {
        Talk talk = talk(side(OLD, "a:1").since(2).backups(1), side(OLD, "b:2").since(1));
        assertThat(talk.refusedAccepting().endsThis()).isTrue();
        assertThat(talk.refusedConnecting().endsThis()).isFalse();
        assertThat(talk.refusedAccepting()).hasMessageContaining("--backups (1 here, 2 there");
        assertThat(talk.refusedConnecting()).hasMessageContaining("--backups (2 here, 1 there");
    }

    @Test
    void whatWasSaidOnceOpensNoSecondConnection() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Talk talk = talk(side(OLD, "a:1"), side(OLD, "b:2"), said);
        assertThat(talk.accepting()).isNotNull();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () ->
                                side(OLD, "a:1")
                                        .handshake()
                                        .accept(
                                                new ByteArrayInputStream(said.toByteArray()),
                                                answer))
                .withMessageStartingWith("It has another cluster secret");
    }

    /** A proof of the connecting side, sent back, is none of the accepting side. */
    @Test
    void aMirrorProvesNothing() throws IOException {
        byte[] hello = new Hello(true, true, 0, new byte[Hello.NONCE_BYTES]).bytes();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThatExceptionOfType(EOFException.class).isThrownBy(() -> connectAlike(hello, said));
        byte[] mirrored = mirrored(hello, said.toByteArray());
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> connectAlike(mirrored, new ByteArrayOutputStream()))
                .withMessageContaining("cannot prove");
    }

    /** Each call says the same, for its dice fall alike. */
    private static void connectAlike(byte[] heard, ByteArrayOutputStream said) throws IOException {
        new Side(new Random(9), OLD, "b:2")
                .handshake()
                .connect(new ByteArrayInputStream(heard), said);
    }

    private static byte[] mirrored(byte[] hello, byte[] said) throws IOException {
        ByteArrayOutputStream mirror = new ByteArrayOutputStream();
        mirror.write(hello);
        mirror.write(0);
        mirror.write(said, hello.length, said.length - hello.length);
        return mirror.toByteArray();
    }

    @Test
    void otherProtocolsAreRefusedAtTheirFirstBytes() {
        byte[] hazelcast = "HZC".getBytes(StandardCharsets.US_ASCII);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () ->
                                side(OLD, "a:1")
                                        .handshake()
                                        .accept(
                                                new ByteArrayInputStream(hazelcast),
                                                new ByteArrayOutputStream()))
                .withMessageContaining("no member of a Gridmill grid");
    }

    /** Whatever byte is changed on the way, it is noticed or changes nothing that matters. */
    @Test
    void noByteOfTheConnectingSideCanBeChanged() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        assertThat(talk(side(OLD, "a:1"), side(OLD, "b:2"), whole).accepting()).isNotNull();
        for (int i = 0; i < whole.size(); i += 7) {
            int at = i;
            Talk talk = talk(side(OLD, "a:1"), side(OLD, "b:2"), at);
            assertThat(talk.failedAccepting()).as("byte %s", at).isNotNull();
        }
    }

    private Side side(@Nullable String secret, String address) {
        return new Side(random, secret, address);
    }

    private static JoinFacts facts(String address) {
        return new JoinFacts(address, "dev", "grid", 7, "5.7", 2, 0, true, JoinFacts.NO_STORE);
    }

    /** A member to be. */
    private static final class Side {
        private final Random random;
        private final @Nullable ClusterSecret secret;
        private JoinFacts facts;
        private boolean joined;
        private long since;

        Side(Random random, @Nullable String secret, String address) {
            this.random = random;
            this.secret = secret == null ? null : ClusterSecret.parse(secret, "The test");
            this.facts = facts(address);
        }

        Side joined() {
            joined = true;
            return this;
        }

        Side since(long millis) {
            since = millis;
            return this;
        }

        Side backups(int count) {
            facts = new JoinFacts(facts.address(), "dev", "grid", 7, "5.7", count, 0, true, "none");
            return this;
        }

        Handshake handshake() {
            return new Handshake(secret, () -> facts, () -> joined, since, random);
        }
    }

    /** What came of both sides. */
    private record Talk(
            CompletableFuture<JoinFacts> accepted, CompletableFuture<JoinFacts> connected) {
        @Nullable JoinFacts accepting() {
            return accepted.join();
        }

        @Nullable JoinFacts connecting() {
            return connected.join();
        }

        RefusedException refusedAccepting() {
            return (RefusedException) failure(accepted);
        }

        RefusedException refusedConnecting() {
            return (RefusedException) failure(connected);
        }

        Throwable failedAccepting() {
            return failure(accepted);
        }

        private static Throwable failure(CompletableFuture<JoinFacts> side) {
            try {
                throw new AssertionError("It passed: " + side.join());
            } catch (CompletionException e) {
                return Objects.requireNonNull(e.getCause());
            }
        }
    }

    private static Talk talk(Side accepting, Side connecting) {
        return talk(accepting, connecting, new ByteArrayOutputStream(), -1);
    }

    private static Talk talk(Side accepting, Side connecting, ByteArrayOutputStream said) {
        return talk(accepting, connecting, said, -1);
    }

    private static Talk talk(Side accepting, Side connecting, int changed) {
        return talk(accepting, connecting, new ByteArrayOutputStream(), changed);
    }

    private static Talk talk(
            Side accepting, Side connecting, ByteArrayOutputStream said, int changed) {
        try {
            PipedInputStream toConnecting = new PipedInputStream(8_192);
            PipedInputStream toAccepting = new PipedInputStream(8_192);
            PipedOutputStream fromAccepting = new PipedOutputStream(toConnecting);
            Tap fromConnecting = new Tap(new PipedOutputStream(toAccepting), said, changed);
            CompletableFuture<JoinFacts> accepted =
                    run(
                            () -> accepting.handshake().accept(toAccepting, fromAccepting),
                            fromAccepting);
            CompletableFuture<JoinFacts> connected =
                    run(
                            () -> connecting.handshake().connect(toConnecting, fromConnecting),
                            fromConnecting);
            return new Talk(accepted, connected);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Notes what goes through it, and turns a bit of one byte. */
    private static final class Tap extends OutputStream {
        private final PipedOutputStream to;
        private final ByteArrayOutputStream said;
        private final int changed;
        private int count;

        Tap(PipedOutputStream to, ByteArrayOutputStream said, int changed) {
            this.to = to;
            this.said = said;
            this.changed = changed;
        }

        @Override
        public void write(int b) throws IOException {
            said.write(b);
            to.write(count == changed ? b ^ 1 : b);
            count++;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }
    }

    private interface Part {
        JoinFacts run() throws IOException;
    }

    private static CompletableFuture<JoinFacts> run(Part part, OutputStream out) {
        CompletableFuture<JoinFacts> done = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try (out) {
                                done.complete(part.run());
                            } catch (IOException e) {
                                done.completeExceptionally(e);
                            }
                        });
        return done;
    }
}
