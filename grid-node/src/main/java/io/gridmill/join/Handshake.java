package io.gridmill.join;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What two members say on a new connection before anything else is read from it.
 *
 * <pre>
 * accepting          connecting
 *  hello ─────────────────>            who it is and a nonce; nothing is believed of it yet
 *      <───────── hello, proof         HMAC-SHA256 of both hellos, with the tag of this direction
 *  yes, proof ────────────>            the same with the tag of the other direction; or no
 *      <────── facts, proof
 *  facts, proof ──────────>            both compare what must be alike
 * </pre>
 *
 * A proof is good for one connection and one direction, since both nonces and the tag are in it. Who
 * sits on the wire between the two may still read and change what follows: nothing is encrypted.
 * Thread-safe; reads and writes wait as long as the streams do.
 */
public final class Handshake {
    private static final String CONNECT = "gridmill connect 1";
    private static final String ACCEPT = "gridmill accept 1";
    private static final String CONNECT_FACTS = "gridmill connect facts 1";
    private static final String ACCEPT_FACTS = "gridmill accept facts 1";
    private static final int PROOF_BYTES = 32;
    private static final int YES = 0;
    private static final int NO = 1;
    private static final String HOW =
            "Give all nodes of the grid the same with --cluster-secret-file or"
                    + " GRIDMILL_CLUSTER_SECRET";

    private final boolean hasSecret;
    private final ClusterSecret secret;
    private final Supplier<JoinFacts> facts;
    private final BooleanSupplier joined;
    private final long since;
    private final RandomGenerator random;

    /**
     * One side's part.
     *
     * @param secret null for none: then members only compare their facts
     * @param facts of this member, asked for at each handshake
     * @param joined whether this member is of a grid already
     * @param since when it started, milliseconds
     * @param random that nobody can foretell
     */
    public Handshake(
            @Nullable ClusterSecret secret,
            Supplier<JoinFacts> facts,
            BooleanSupplier joined,
            long since,
            RandomGenerator random) {
        this.hasSecret = secret != null;
        this.secret = secret == null ? ClusterSecret.known() : secret;
        this.facts = facts;
        this.joined = joined;
        this.since = since;
        this.random = random;
    }

    /**
     * The part of the member that was connected to.
     *
     * @throws RefusedException when the two do not go together
     */
    public JoinFacts accept(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        DataOutputStream out = new DataOutputStream(to);
        Hello here = hello();
        out.write(here.bytes());
        out.flush();
        Hello there = Hello.read(in);
        byte[] proof = in.readNBytes(PROOF_BYTES);
        byte[] said = here.bytes();
        byte[] heard = there.bytes();
        int key = secret.provedBy(proof, CONNECT, said, heard);
        if (key < 0 || hasSecret != there.secret()) {
            out.writeByte(NO);
            out.flush();
            throw new RefusedException(acceptorsReason(there), false);
        }
        out.writeByte(YES);
        out.write(secret.proof(key, ACCEPT, said, heard));
        Facts words = new Facts(key, said, heard);
        words.write(out, ACCEPT_FACTS);
        return compared(words.read(in, CONNECT_FACTS), here, there);
    }

    /**
     * The part of the member that connects.
     *
     * @throws RefusedException when the two do not go together
     */
    public JoinFacts connect(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        DataOutputStream out = new DataOutputStream(to);
        Hello there = Hello.read(in);
        Hello here = hello();
        byte[] heard = there.bytes();
        byte[] said = here.bytes();
        out.write(said);
        out.write(secret.prove(CONNECT, heard, said));
        out.flush();
        if (in.readByte() != YES) {
            throw new RefusedException(connectorsReason(there), here.givesWayTo(there));
        }
        byte[] proof = in.readNBytes(PROOF_BYTES);
        if (secret.provedBy(proof, ACCEPT, heard, said) != 0) {
            throw new RefusedException("It cannot prove that it knows the cluster secret", false);
        }
        Facts words = new Facts(0, heard, said);
        words.write(out, CONNECT_FACTS);
        return compared(words.read(in, ACCEPT_FACTS), here, there);
    }

    private Hello hello() {
        byte[] nonce = new byte[Hello.NONCE_BYTES];
        random.nextBytes(nonce);
        return new Hello(hasSecret, joined.getAsBoolean(), since, nonce);
    }

    private JoinFacts compared(JoinFacts other, Hello here, Hello there) throws RefusedException {
        String difference = facts.get().difference(other);
        if (!difference.isEmpty()) {
            throw new RefusedException(difference, here.givesWayTo(there));
        }
        return other;
    }

    private String acceptorsReason(Hello there) {
        if (hasSecret && !there.secret()) {
            return "It has no cluster secret. " + HOW;
        }
        return hasSecret
                ? "It has another cluster secret. " + HOW
                : "It has a cluster secret and this grid has none. " + HOW;
    }

    private String connectorsReason(Hello there) {
        if (!hasSecret) {
            return "The grid has a cluster secret and this node has none. " + HOW;
        }
        return there.secret()
                ? "The grid has another cluster secret than this node. " + HOW
                : "This node has a cluster secret and the grid has none. " + HOW;
    }

    /** What the two say of themselves, each word proved with the secret that both know. */
    private final class Facts {
        private final int key;
        private final byte[] first;
        private final byte[] second;

        Facts(int key, byte[] first, byte[] second) {
            this.key = key;
            this.first = first;
            this.second = second;
        }

        void write(DataOutputStream out, String tag) throws IOException {
            byte[] bytes = facts.get().bytes();
            out.writeShort(bytes.length);
            out.write(bytes);
            out.write(secret.proof(key, tag, first, second, bytes));
            out.flush();
        }

        JoinFacts read(DataInputStream in, String tag) throws IOException {
            int length = in.readUnsignedShort();
            if (length > JoinFacts.MOST_BYTES) {
                throw new RefusedException(
                        "It says " + length + " bytes of itself, at most 4096 are read", false);
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            byte[] proof = in.readNBytes(PROOF_BYTES);
            if (secret.provedBy(proof, tag, first, second, bytes) != key) {
                throw new RefusedException("What it says of itself was changed on its way", false);
            }
            return JoinFacts.of(bytes);
        }
    }
}
