package io.gridmill.ledger;

import static io.gridmill.ledger.Events.claim;
import static io.gridmill.ledger.Events.renew;
import static io.gridmill.ledger.Events.report;
import static io.gridmill.ledger.Events.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.LossRule;
import io.gridmill.ledger.BlockAnswer.Grant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is blamed for a node that died. */
class BlameTest {
    private static final long LOST = 5_000;
    private static final long RESTED = LOST + Blame.REST_MILLIS;

    private final TestedBlock block = new TestedBlock(8);
    private long claims;

    /** A node claims and dies; what it had claimed. */
    private List<Integer> dies(String node, int most) {
        List<Integer> claimed = claims(node, most, true);
        lost(node, LossRule.DEFAULT, Set.of(node));
        block.apply(new BlockEvent.Wake(RESTED));
        return claimed;
    }

    private List<Integer> claims(String node, int most, boolean suspects) {
        claims++;
        ClaimId id = new ClaimId(node, claims);
        BlockEvent ask =
                new BlockEvent.Work(null, new BlockEvent.Request(id, most, suspects), 1_000);
        return block.applyTwice(ask).granted().stream().map(Grant::index).toList();
    }

    private void lost(String node, LossRule rule, Set<String> died) {
        List<LiveClaim> seen =
                block.block().claims().stream()
                        .filter(Objects::nonNull)
                        .filter(claim -> claim.id().node().equals(node))
                        .toList();
        block.apply(new BlockEvent.Expire(seen, LOST, rule, died));
    }

    @Test
    void suspectsComeBackInHalvesAndTheLastOneAlone() {
        assertThat(dies("a", 4)).containsExactly(0, 1, 2, 3);
        assertThat(dies("b", 4)).containsExactly(0, 1);
        assertThat(dies("c", 4)).containsExactly(0);
        assertThat(block.states()).startsWith(TaskState.FAILED, TaskState.READY);
        PastAttempt last = Objects.requireNonNull(block.block().lastPast(0));
        assertThat(last.outcome()).isEqualTo(AttemptOutcome.LOST);
        assertThat(last.code()).isEqualTo("poison");
        assertThat(block.block().failures(0)).as("no retry is used up").isZero();
    }

    @Test
    void whoIsSuspectedOfASecondNodeRestsUntilTheGridHasHealed() {
        dies("a", 1);
        assertThat(claims("b", 1, true)).as("once more at once").containsExactly(0);
        lost("b", LossRule.DEFAULT, Set.of("b"));
        assertThat(block.states()).startsWith(TaskState.WAITING, TaskState.READY);
        block.apply(new BlockEvent.Wake(RESTED - 1));
        assertThat(block.states()).startsWith(TaskState.WAITING, TaskState.READY);
        block.apply(new BlockEvent.Wake(RESTED));
        assertThat(claims("c", 1, true)).containsExactly(0);
    }

    @Test
    void aRestEndsWhenTheGridHasHealedButNotAtOnce() {
        dies("a", 1);
        claims("b", 1, true);
        lost("b", LossRule.DEFAULT, Set.of("b"));
        long soonest = LOST + Blame.SHORTEST_REST_MILLIS;
        assertThat(block.block().mayEndRest(soonest - 1)).isFalse();
        block.apply(new BlockEvent.Wake(soonest - 1, true));
        assertThat(block.states()).startsWith(TaskState.WAITING);
        assertThat(block.block().mayEndRest(soonest)).isTrue();
        block.apply(new BlockEvent.Wake(soonest, false));
        assertThat(block.states())
                .as("nobody says that it has healed")
                .startsWith(TaskState.WAITING);
        block.apply(new BlockEvent.Wake(soonest, true));
        assertThat(block.states()).startsWith(TaskState.READY);
        assertThat(claims("c", 1, true)).containsExactly(0);
    }

    @Test
    void aBackOffIsNoRest() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(report("a", 1, LOST, Events.failed(0, 1)));
        assertThat(block.states()).startsWith(TaskState.WAITING);
        long due = block.block().due(0);
        assertThat(block.block().mayEndRest(due)).isFalse();
        block.apply(new BlockEvent.Wake(due - 1, true));
        assertThat(block.states()).startsWith(TaskState.WAITING);
    }

    @Test
    void thatTheGridHasHealedIsToldToTheOwner() throws IOException {
        for (boolean healed : new boolean[] {false, true}) {
            BlockEvent wake = new BlockEvent.Wake(7, healed);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            EventCodec.write(wake, new DataOutputStream(bytes));
            ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
            assertThat(EventCodec.read(new DataInputStream(in))).isEqualTo(wake);
        }
    }

    @Test
    void nobodyElseIsInAClaimWithSuspects() {
        dies("a", 2);
        assertThat(claims("b", 8, true)).containsExactly(0);
        assertThat(claims("c", 8, false)).as("not a second one").containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(claims("d", 8, true)).containsExactly(1);
    }

    @Test
    void theAnswerSaysWhetherSuspectsWereGiven() {
        assertThat(block.apply(claim("a", 50, 1, 1_000)).suspects()).isFalse();
        lost("a", LossRule.DEFAULT, Set.of("a"));
        assertThat(block.apply(claim("b", 51, 1, 1_000)).suspects()).isTrue();
    }

    @Test
    void whatEndedBeforeTheRunningOneIsInnocent() {
        block.apply(claim("a", 60, 4, 1_000));
        block.apply(renew("a", 60, new BlockEvent.Renewal(60, 1, 2, 2_000)));
        lost("a", LossRule.DEFAULT, Set.of("a"));
        assertThat(block.block().past())
                .extracting(PastAttempt::suspects)
                .containsExactly(0, 0, 2, 2);
    }

    @Test
    void whoEndsWellIsInnocent() {
        dies("a", 1);
        dies("b", 1);
        block.apply(claim("c", 70, 1, 1_000));
        block.apply(report("c", 70, 2_000, succeeded(0, 3)));
        assertThat(block.states()).startsWith(TaskState.SUCCEEDED);
    }

    @Test
    void aNodeThatSaidGoodbyeOrIsSilentBlamesNobody() {
        for (int i = 0; i < 5; i++) {
            claims("a" + i, 1, true);
            lost("a" + i, LossRule.DEFAULT, Set.of());
        }
        assertThat(block.states()).containsOnly(TaskState.READY);
        assertThat(block.block().past()).allMatch(past -> past.suspects() == 0);
    }

    @Test
    void whereNothingRunsTwiceALostTaskHasFailed() {
        claims("a", 2, true);
        lost("a", new LossRule(false, 3), Set.of());
        assertThat(block.states()).startsWith(TaskState.FAILED, TaskState.FAILED, TaskState.READY);
        assertThat(Objects.requireNonNull(block.block().lastPast(0)).code()).isEqualTo("node-lost");
    }

    @Test
    void cancelWinsOverBlame() {
        dies("a", 1);
        dies("b", 1);
        claims("c", 1, true);
        block.apply(Events.cancel());
        lost("c", LossRule.DEFAULT, Set.of("c"));
        assertThat(block.states()).startsWith(TaskState.CANCELLED);
    }

    @Test
    void aRetryByHandForgives() {
        dies("a", 1);
        dies("b", 1);
        dies("c", 1);
        block.apply(new BlockEvent.Reopen(2));
        assertThat(dies("d", 8)).as("nobody is suspect").hasSize(8);
    }
}
