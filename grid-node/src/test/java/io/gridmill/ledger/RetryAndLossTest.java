package io.gridmill.ledger;

import static io.gridmill.ledger.Events.cancel;
import static io.gridmill.ledger.Events.claim;
import static io.gridmill.ledger.Events.expire;
import static io.gridmill.ledger.Events.failed;
import static io.gridmill.ledger.Events.failing;
import static io.gridmill.ledger.Events.handedBack;
import static io.gridmill.ledger.Events.renew;
import static io.gridmill.ledger.Events.report;
import static io.gridmill.ledger.Events.reportAndClaim;
import static io.gridmill.ledger.Events.succeeded;
import static io.gridmill.ledger.TaskState.CANCELLED;
import static io.gridmill.ledger.TaskState.FAILED;
import static io.gridmill.ledger.TaskState.READY;
import static io.gridmill.ledger.TaskState.RUNNING;
import static io.gridmill.ledger.TaskState.SKIPPED;
import static io.gridmill.ledger.TaskState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.ledger.BlockAnswer.Code;
import io.gridmill.ledger.BlockEvent.Renewal;
import org.junit.jupiter.api.Test;

/** Failures of the task use up its retries; losing a node, or an answer, does not. */
class RetryAndLossTest {
    private final TestedBlock block = new TestedBlock(2);

    @Test
    void failuresBackOffAndGiveUpInTheEnd() {
        block.apply(claim("a", 1, 1, 1_000));
        block.applyTwice(report("a", 1, 2_000, failed(0, 1)));
        assertThat(block.block().due(0)).isEqualTo(3_000);
        assertThat(block.block().nextDue()).isEqualTo(3_000);
        assertThat(block.block().claimable(2_999)).isEqualTo(1);
        assertThat(block.block().claimable(3_000)).isEqualTo(2);

        block.apply(claim("b", 1, 1, 3_000));
        block.applyTwice(report("b", 1, 4_000, failed(0, 2)));
        assertThat(block.block().due(0)).as("the wait doubles").isEqualTo(6_000);

        block.apply(claim("a", 2, 1, 6_000));
        block.applyTwice(report("a", 2, 7_000, failed(0, 3)));
        assertThat(block.states()).containsExactly(FAILED, READY);
        assertThat(block.block().failures(0)).isEqualTo(3);
        assertThat(block.block().past()).extracting(PastAttempt::attempt).containsExactly(1, 2, 3);
    }

    @Test
    void whatMustNotBeRetriedFailsAtOnce() {
        block.apply(claim("a", 1, 1, 1_000));
        block.applyTwice(report("a", 1, 2_000, failed(0, 1, AttemptOutcome.FAILED, false)));
        assertThat(block.states()).startsWith(FAILED);
    }

    @Test
    void everyFaultOfTheTaskCounts() {
        AttemptOutcome[] faults = {
            AttemptOutcome.FAILED, AttemptOutcome.TIMED_OUT, AttemptOutcome.ABANDONED
        };
        for (int i = 0; i < faults.length; i++) {
            block.apply(claim("a", i, 1, 100_000L * (i + 1)));
            block.apply(report("a", i, 100_000L * (i + 1), failed(0, i + 1, faults[i], true)));
        }
        assertThat(block.states()).startsWith(FAILED);
    }

    @Test
    void cancelWinsOverRetry() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(cancel());
        block.applyTwice(report("a", 1, 2_000, failed(0, 1)));
        assertThat(block.states()).containsExactly(CANCELLED, CANCELLED);
    }

    @Test
    void theLastFailureOfAStoppingTaskIsStillAFailure() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(cancel());
        block.applyTwice(report("a", 1, 2_000, failed(0, 1, AttemptOutcome.FAILED, false)));
        assertThat(block.states()).containsExactly(FAILED, CANCELLED);
    }

    @Test
    void aResultIsTakenFromAStoppingJobToo() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(cancel());
        block.applyTwice(report("a", 1, 2_000, succeeded(0, 1)));
        assertThat(block.states()).containsExactly(TaskState.SUCCEEDED, CANCELLED);
    }

    @Test
    void nothingIsClaimedOfAStoppingJob() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(failing());
        BlockAnswer answer = block.applyTwice(claim("b", 1, 2, 2_000));
        assertThat(answer.granted()).isEmpty();
        assertThat(answer.stopping()).isTrue();
        assertThat(block.states()).containsExactly(RUNNING, SKIPPED);
    }

    @Test
    void theFirstReasonToStopStands() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(failing());
        block.apply(cancel());
        assertThat(block.block().stopping()).isEqualTo(BlockChange.Stopping.FAILED);
    }

    @Test
    void aLostNodeUsesUpTheAttemptButNoRetry() {
        for (int i = 1; i <= 5; i++) {
            block.apply(claim("a", i, 1, 1_000L * i));
            BlockEvent expired = expire(1_000L * i + 500, "a", i, 0);
            assertThat(block.apply(expired).code()).isEqualTo(Code.DONE);
            assertThat(block.apply(expired).code()).as("again").isEqualTo(Code.IGNORED);
            assertThat(block.block().attempt(0)).isEqualTo(i);
        }
        assertThat(block.states()).containsExactly(READY, READY);
        assertThat(block.block().failures(0)).isZero();
        assertThat(block.block().past())
                .hasSize(5)
                .allMatch(past -> past.outcome() == AttemptOutcome.LOST && past.runMillis() == 500);
    }

    @Test
    void aClaimThatMovedSinceItWasSeenDoesNotExpire() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(renew("a", 1, new Renewal(1, 4, 0, 1_000)));
        assertThat(block.apply(expire(9_000, "a", 1, 3)).code()).isEqualTo(Code.IGNORED);
        assertThat(block.apply(expire(9_000, "b", 1, 4)).code()).isEqualTo(Code.IGNORED);
        assertThat(block.states()).startsWith(RUNNING);
        assertThat(block.apply(expire(9_000, "a", 1, 4)).code()).isEqualTo(Code.DONE);
    }

    @Test
    void anOldRenewalDoesNotTurnTheSequenceBack() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(renew("a", 1, new Renewal(1, 4, 0, 1_000)));
        block.applyTwice(renew("a", 1, new Renewal(1, 3, 1, 2_000)));
        assertThat(block.block().claim(0)).isEqualTo(new LiveClaim(new ClaimId("a", 1), 4));
        assertThat(block.states()).containsExactly(RUNNING, TaskState.ASSIGNED);
    }

    @Test
    void aNodeLearnsWhichOfItsClaimsAreLost() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(expire(9_000, "a", 1, 0));
        BlockAnswer answer =
                block.applyTwice(renew("a", 2, new Renewal(1, 1, 0, 1), new Renewal(2, 1, 1, 1)));
        assertThat(answer.lost()).containsExactly(1L, 2L);
    }

    @Test
    void aClaimWhoseAnswerWasLostReturnsAtOnceAndUnused() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(claim("a", 2, 1, 1_000));
        block.applyTwice(renew("a", 2, new Renewal(2, 1, 1, 1_000)));
        assertThat(block.states()).containsExactly(READY, RUNNING);
        assertThat(block.block().attempt(0)).isZero();
        assertThat(block.block().past()).isEmpty();
    }

    @Test
    void aRenewalSaysNothingOfClaimsUnderWayNorOfOtherNodes() {
        block.apply(claim("a", 2, 1, 1_000));
        block.apply(claim("b", 1, 1, 1_000));
        block.applyTwice(renew("a", 1));
        assertThat(block.states()).containsExactly(RUNNING, RUNNING);
    }

    @Test
    void aClaimNeverHeardOfEndsWithAStoppingJob() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(failing());
        assertThat(block.applyTwice(renew("a", 1)).stopping()).isTrue();
        assertThat(block.states()).containsExactly(SKIPPED, SKIPPED);
    }

    @Test
    void aRepeatedFailureIsCountedOnceEvenWhenTheTaskRunsAgain() {
        block.apply(claim("a", 1, 1, 1_000));
        BlockEvent.Work failure = report("a", 1, 2_000, failed(0, 1));
        block.apply(failure);
        block.apply(claim("b", 1, 1, 3_000));
        BlockAnswer answer = block.apply(failure);
        assertThat(answer.refused()).isZero();
        assertThat(block.block().failures(0)).isEqualTo(1);
        assertThat(block.states()).startsWith(RUNNING);
    }

    @Test
    void oneStepReportsAFailureAndTakesOtherTasks() {
        block.apply(claim("a", 1, 1, 1_000));
        BlockAnswer answer = block.applyTwice(reportAndClaim("a", 1, 2, 2_000, failed(0, 1)));
        assertThat(answer.granted()).extracting(BlockAnswer.Grant::index).containsExactly(1);
        assertThat(block.states()).containsExactly(WAITING, RUNNING);
    }

    @Test
    void aTaskOnceTriedIsNotSkippedWhenItIsHandedBack() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(expire(2_000, "a", 1, 0));
        block.apply(claim("a", 2, 1, 3_000));
        block.apply(failing());
        block.apply(report("a", 2, 4_000, handedBack(0, 2)));
        assertThat(block.states()).containsExactly(CANCELLED, SKIPPED);
    }

    @Test
    void aTaskThatWokeUpIsNotSkippedWhenItsJobFails() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(report("a", 1, 2_000, failed(0, 1)));
        block.apply(new BlockEvent.Wake(3_000));
        block.apply(failing());
        assertThat(block.states()).containsExactly(CANCELLED, SKIPPED);
    }

    @Test
    void longMessagesAreCut() {
        block.apply(claim("a", 1, 1, 1_000));
        TaskReport.Ending ending =
                new TaskReport.Ending.Failed(
                        AttemptOutcome.FAILED, "task-failed", "x".repeat(5_000), true);
        block.applyTwice(report("a", 1, 2_000, new TaskReport(0, 1, ending, 100, 7)));
        assertThat(block.block().past().getFirst().message()).hasSize(PastAttempt.MAX_MESSAGE);
    }
}
