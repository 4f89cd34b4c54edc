package io.gridmill.ledger;

import static io.gridmill.ledger.Events.claim;
import static io.gridmill.ledger.Events.expire;
import static io.gridmill.ledger.Events.failed;
import static io.gridmill.ledger.Events.fold;
import static io.gridmill.ledger.Events.handedBack;
import static io.gridmill.ledger.Events.report;
import static io.gridmill.ledger.Events.reportAndClaim;
import static io.gridmill.ledger.Events.reported;
import static io.gridmill.ledger.Events.succeeded;
import static io.gridmill.ledger.TaskState.ASSIGNED;
import static io.gridmill.ledger.TaskState.READY;
import static io.gridmill.ledger.TaskState.RUNNING;
import static io.gridmill.ledger.TaskState.SUCCEEDED;
import static io.gridmill.ledger.TaskState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.simulation.BlockText;
import org.junit.jupiter.api.Test;

/** What counts is said by the claim that holds the task; everything else is ignored and counted. */
class ClaimFencingTest {
    private final TestedBlock block = new TestedBlock(3);

    private static BlockEvent.Work ofGeneration(int generation, TaskReport task) {
        return new BlockEvent.Work(reported("a", 1, generation, task), null, 2_000);
    }

    private void assertRefused(BlockEvent event) {
        int late = block.block().late();
        var states = block.states();
        assertThat(block.apply(event).refused()).isEqualTo(1);
        assertThat(block.states()).isEqualTo(states);
        assertThat(block.block().late()).isEqualTo(late + 1);
    }

    @Test
    void anotherNodesReportIsRefused() {
        block.apply(claim("a", 1, 1, 1_000));
        assertRefused(report("b", 1, 2_000, succeeded(0, 1)));
    }

    @Test
    void anotherClaimNumberIsRefused() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(claim("a", 2, 1, 1_000));
        assertRefused(report("a", 2, 2_000, succeeded(0, 1)));
        assertRefused(report("a", 7, 2_000, succeeded(0, 1)));
    }

    @Test
    void anotherAttemptIsRefused() {
        block.apply(claim("a", 1, 1, 1_000));
        assertRefused(report("a", 1, 2_000, succeeded(0, 2)));
        assertRefused(report("a", 1, 2_000, failed(0, 2)));
    }

    @Test
    void anotherGenerationIsRefused() {
        block.apply(claim("a", 1, 1, 1_000));
        assertRefused(ofGeneration(2, succeeded(0, 1)));
        assertRefused(ofGeneration(0, failed(0, 1)));
    }

    @Test
    void aTaskThatNobodyHoldsCannotBeReported() {
        assertRefused(report("a", 1, 2_000, succeeded(0, 1)));
        assertRefused(report("a", 1, 2_000, failed(0, 0)));
    }

    @Test
    void aZombieIsRefusedAfterItsClaimExpired() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(expire(9_000, "a", 1, 0));
        assertRefused(report("a", 1, 9_500, succeeded(0, 1)));

        block.apply(claim("b", 1, 1, 9_600));
        assertRefused(report("a", 1, 9_700, succeeded(0, 1)));
        assertRefused(report("a", 1, 9_700, failed(0, 1)));

        block.apply(report("b", 1, 9_800, succeeded(0, 2)));
        assertRefused(report("a", 1, 9_900, succeeded(0, 1)));
        assertThat(block.block().endedOn(0)).isEqualTo("b");
    }

    @Test
    void aZombieIsRefusedWhenItsOwnNodeTookTheTaskAgain() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(expire(9_000, "a", 1, 0));
        block.apply(claim("a", 2, 1, 9_100));
        assertRefused(report("a", 1, 9_200, succeeded(0, 1)));
        block.apply(report("a", 2, 9_300, succeeded(0, 2)));
        assertRefused(report("a", 1, 9_400, succeeded(0, 1)));
    }

    @Test
    void aClaimThatComesLateAfterItExpiredFencesItsOwnFirstAttempt() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(expire(9_000, "a", 1, 0));
        block.apply(claim("a", 1, 1, 9_100));
        assertRefused(report("a", 1, 9_200, succeeded(0, 1)));
        block.apply(report("a", 1, 9_300, succeeded(0, 2)));
        assertThat(block.states()).startsWith(SUCCEEDED);
    }

    @Test
    void aResultIsNotReplacedByTheSameAttempt() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(report("a", 1, 2_000, succeeded(0, 1)));
        String before = BlockText.of(block.block().result(0));
        TaskReport other =
                new TaskReport(
                        0, 1, new TaskReport.Ending.Succeeded(Events.bytes("other")), 100, 7);
        assertThat(block.apply(report("a", 1, 2_000, other)).refused()).isZero();
        assertThat(BlockText.of(block.block().result(0))).isEqualTo(before);
    }

    @Test
    void aReportRepeatedAfterTheFoldIsStillAnsweredAsCounted() {
        block.apply(claim("a", 1, 3, 1_000));
        BlockEvent.Work all =
                report("a", 1, 2_000, succeeded(0, 1), succeeded(1, 1), succeeded(2, 1));
        block.apply(all);
        block.apply(fold(block, 1, false));
        assertThat(block.apply(all).refused()).isZero();
        assertThat(block.block().late()).isZero();
    }

    @Test
    void askingAgainUnderAClaimGivesTheSameTasks() {
        BlockAnswer first = block.apply(claim("a", 1, 2, 1_000));
        BlockAnswer again = block.apply(claim("a", 1, 3, 1_500));
        assertThat(again.granted()).isEqualTo(first.granted());

        block.apply(report("a", 1, 2_000, succeeded(0, 1)));
        assertThat(block.apply(claim("a", 1, 2, 2_500)).granted())
                .extracting(Grant::index)
                .containsExactly(1);
    }

    @Test
    void oneStepReportsAndClaims() {
        block.apply(claim("a", 1, 1, 1_000));
        BlockAnswer answer = block.applyTwice(reportAndClaim("a", 1, 2, 2_000, succeeded(0, 1)));

        assertThat(answer.granted()).extracting(Grant::index).containsExactly(1, 2);
        assertThat(block.states()).containsExactly(SUCCEEDED, RUNNING, ASSIGNED);
        assertThat(answer.ready()).isZero();
    }

    @Test
    void oneStepHandsBackAndTakesAgainUnderTheNewClaim() {
        block.apply(claim("a", 1, 3, 1_000));
        TaskReport[] tasks = {succeeded(0, 1), handedBack(1, 1), handedBack(2, 1)};
        BlockAnswer answer = block.applyTwice(reportAndClaim("a", 1, 1, 2_000, tasks));

        assertThat(answer.granted()).containsExactly(new Grant(1, 1, null));
        assertThat(block.states()).containsExactly(SUCCEEDED, RUNNING, READY);
        assertThat(block.block().claim(1)).isEqualTo(new LiveClaim(new ClaimId("a", 2), 0));
        assertThat(answer.ready()).isEqualTo(1);
    }

    @Test
    void handingBackUsesUpNoAttempt() {
        block.apply(claim("a", 1, 1, 1_000));
        block.applyTwice(report("a", 1, 2_000, handedBack(0, 1)));
        assertThat(block.block().attempt(0)).isZero();
        assertThat(block.block().past()).isEmpty();
        assertThat(block.block().claims()).isEmpty();
    }

    @Test
    void handingBackLateIsIgnoredInSilence() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(expire(9_000, "a", 1, 0));
        block.apply(claim("b", 1, 1, 9_100));
        BlockAnswer answer = block.applyTwice(report("a", 1, 9_200, handedBack(0, 1)));
        assertThat(answer.refused()).isZero();
        assertThat(block.block().late()).isZero();
        assertThat(block.states()).startsWith(RUNNING);
    }

    @Test
    void whatIsNotReportedStaysWithTheClaim() {
        block.apply(claim("a", 1, 3, 1_000));
        block.applyTwice(report("a", 1, 2_000, succeeded(1, 1), failed(0, 1)));
        assertThat(block.states()).containsExactly(WAITING, SUCCEEDED, ASSIGNED);
        assertThat(block.block().claims()).hasSize(1);
    }

    @Test
    void aFreedPlaceInTheTableIsUsedAgainWithoutMixingClaimsUp() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(claim("b", 1, 1, 1_000));
        block.apply(report("a", 1, 2_000, succeeded(0, 1)));
        block.apply(claim("c", 1, 1, 2_100));

        assertThat(block.block().claimPlace(2)).isEqualTo(1);
        assertRefused(report("a", 1, 2_200, succeeded(2, 1)));
        block.apply(report("c", 1, 2_300, succeeded(2, 1)));
        assertThat(block.states()).containsExactly(SUCCEEDED, RUNNING, SUCCEEDED);
    }
}
