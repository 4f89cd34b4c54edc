package io.gridmill.ledger;

import static io.gridmill.ledger.Events.cancel;
import static io.gridmill.ledger.Events.cancelled;
import static io.gridmill.ledger.Events.claim;
import static io.gridmill.ledger.Events.expire;
import static io.gridmill.ledger.Events.failed;
import static io.gridmill.ledger.Events.failing;
import static io.gridmill.ledger.Events.handedBack;
import static io.gridmill.ledger.Events.renew;
import static io.gridmill.ledger.Events.report;
import static io.gridmill.ledger.Events.succeeded;
import static io.gridmill.ledger.TaskState.ASSIGNED;
import static io.gridmill.ledger.TaskState.CANCELLED;
import static io.gridmill.ledger.TaskState.FAILED;
import static io.gridmill.ledger.TaskState.READY;
import static io.gridmill.ledger.TaskState.RUNNING;
import static io.gridmill.ledger.TaskState.SKIPPED;
import static io.gridmill.ledger.TaskState.SUCCEEDED;
import static io.gridmill.ledger.TaskState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.LossRule;
import io.gridmill.ledger.BlockEvent.Renewal;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Every edge of the table in the Javadoc of {@link BlockTransitions}, and no other. */
class BlockTransitionsTest {
    private static final Set<String> VISITED = new LinkedHashSet<>();

    private final TestedBlock block = new TestedBlock(2, VISITED);

    @AfterAll
    static void everyEdgeWasVisited() {
        assertThat(VISITED)
                .as("edges that the tests of this class took")
                .containsExactlyInAnyOrderElementsOf(TestedBlock.TABLE.pairs());
    }

    @Test
    void theTableIsDrawnInTheDocs() throws IOException {
        TestedBlock.TABLE.assertDrawnIn("task.md", "The life of a task", "READY");
    }

    @Test
    void theFirstOfTwoCopiesEndsItsTaskWhileTheSecondIsOnOffer() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(claim("b", 1, 1, 1_000));
        block.apply(new BlockEvent.Copy(1, 1_000, 2));
        assertThat(block.states()).containsExactly(READY, READY);
        block.apply(report("a", 1, 2_000, succeeded(0, 1)));
        block.apply(report("b", 1, 2_000, Events.failed(1, 1)));
        assertThat(block.states()).containsExactly(SUCCEEDED, WAITING);
        TestedBlock other = new TestedBlock(2, VISITED);
        other.apply(claim("a", 1, 1, 1_000));
        other.apply(claim("b", 1, 1, 1_000));
        other.apply(new BlockEvent.Copy(1, 1_000, 2));
        other.apply(report("a", 1, 2_000, failed(0, 1, AttemptOutcome.FAILED, false)));
        assertThat(other.states()).containsExactly(FAILED, READY);
        other.apply(cancel());
        assertThat(other.states()).as("the first copy runs on").containsExactly(FAILED, RUNNING);
    }

    @Test
    void aRetryByHandOpensWhatDidNotSucceed() {
        block.apply(claim("a", 1, 1, 1_000));
        block.apply(report("a", 1, 2_000, Events.failed(0, 1)));
        block.apply(claim("a", 2, 1, 2_000));
        block.apply(new BlockEvent.Reopen(2));
        assertThat(block.states()).as("waiting, running").containsExactly(READY, READY);
        block.apply(claim("a", 3, 2, 3_000));
        block.apply(new BlockEvent.Reopen(3));
        assertThat(block.states()).as("running, assigned").containsExactly(READY, READY);
        BlockEvent stop = new BlockEvent.Stop(true, 3);
        TestedBlock fresh = new TestedBlock(2, VISITED);
        fresh.apply(stop);
        fresh.apply(new BlockEvent.Reopen(4));
        assertThat(fresh.states()).as("skipped").containsExactly(READY, READY);
        fresh.apply(claim("a", 1, 1, 1_000));
        LossRule once = new LossRule(false, 3);
        LiveClaim lost = new LiveClaim(new ClaimId("a", 1), 0);
        fresh.apply(new BlockEvent.Expire(java.util.List.of(lost), 2_000, once, Set.of("a")));
        assertThat(fresh.states()).startsWith(FAILED);
        fresh.apply(new BlockEvent.Stop(false, 4));
        fresh.apply(new BlockEvent.Reopen(5));
        assertThat(fresh.states()).as("failed, cancelled").containsExactly(READY, READY);
        fresh.apply(claim("a", 5, 2, 1_000));
        LiveClaim both = new LiveClaim(new ClaimId("a", 5), 0);
        fresh.apply(new BlockEvent.Expire(java.util.List.of(both), 2_000, once, Set.of()));
        assertThat(fresh.states()).as("running, assigned").containsExactly(FAILED, FAILED);
    }

    @Test
    void firstTaskOfAClaimRunsAndTheOthersAreAssigned() {
        BlockAnswer answer = block.applyTwice(claim("a", 1, 5, 1_000));

        assertThat(block.states()).containsExactly(RUNNING, ASSIGNED);
        assertThat(answer.granted()).extracting(BlockAnswer.Grant::index).containsExactly(0, 1);
        assertThat(answer.granted()).extracting(BlockAnswer.Grant::attempt).containsOnly(1);
        assertThat(block.block().start(0)).isEqualTo(1_000);
    }

    @Test
    void aRenewalTellsWhichTaskRunsNow() {
        block.apply(claim("a", 1, 2, 1_000));
        block.applyTwice(renew("a", 1, new Renewal(1, 1, 1, 1_500)));

        assertThat(block.states()).containsExactly(RUNNING, RUNNING);
        assertThat(block.block().start(1)).isEqualTo(1_500);
    }

    @Test
    void runningAndAssignedTasksSucceed() {
        block.apply(claim("a", 1, 2, 1_000));
        block.applyTwice(report("a", 1, 2_000, succeeded(0, 1), succeeded(1, 1)));

        assertThat(block.states()).containsExactly(SUCCEEDED, SUCCEEDED);
        assertThat(block.block().ended()).isTrue();
        assertThat(block.block().claims()).isEmpty();
    }

    @Test
    void runningAndAssignedTasksFailForGood() {
        block.apply(claim("a", 1, 2, 1_000));
        TaskReport first = failed(0, 1, AttemptOutcome.FAILED, false);
        TaskReport second = failed(1, 1, AttemptOutcome.TIMED_OUT, false);
        block.applyTwice(report("a", 1, 2_000, first, second));

        assertThat(block.states()).containsExactly(FAILED, FAILED);
    }

    @Test
    void runningAndAssignedTasksWaitAfterAFailureAndAreClaimedWhenDue() {
        block.apply(claim("a", 1, 2, 1_000));
        block.applyTwice(report("a", 1, 2_000, failed(0, 1), failed(1, 1)));
        assertThat(block.states()).containsExactly(WAITING, WAITING);

        assertThat(block.apply(claim("a", 2, 2, 2_999)).granted()).isEmpty();
        block.applyTwice(claim("a", 3, 2, 3_000));
        assertThat(block.states()).containsExactly(RUNNING, ASSIGNED);
    }

    @Test
    void waitingTasksAreReadyWhenTheyAreDue() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(report("a", 1, 2_000, failed(0, 1), failed(1, 1)));
        block.applyTwice(new BlockEvent.Wake(2_999));
        assertThat(block.states()).containsExactly(WAITING, WAITING);

        assertThat(block.applyTwice(new BlockEvent.Wake(3_000)).ready()).isEqualTo(2);
        assertThat(block.states()).containsExactly(READY, READY);
        assertThat(block.block().attempt(0)).isEqualTo(1);
    }

    @Test
    void runningAndAssignedTasksAreStoppedOnTheirNode() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(cancel());
        block.applyTwice(report("a", 1, 2_000, cancelled(0, 1), cancelled(1, 1)));

        assertThat(block.states()).containsExactly(CANCELLED, CANCELLED);
    }

    /** The node heard of a stop whose owner died before its backups knew: the job goes on. */
    @Test
    void whatWasStoppedOnItsNodeRunsAgainWhereTheBlockIsNotStopped() {
        block.apply(claim("a", 1, 2, 1_000));
        block.applyTwice(report("a", 1, 2_000, cancelled(0, 1), cancelled(1, 1)));

        assertThat(block.states()).containsExactly(READY, READY);
    }

    @Test
    void aClaimConfirmsWhatItGotAlsoWhenItIsRepeated() {
        BlockEvent claim = claim("a", 1, 2, 1_000);
        TaskBlock fresh = TaskBlock.fresh(new TaskBlock.Head(0, 2, 1, null));
        BlockTransitions.Decision first = BlockTransitions.decide(fresh, claim);
        BlockTransitions.Decision again = BlockTransitions.decide(first.block(), claim);
        BlockEvent other = claim("b", 1, 2, 1_000);
        BlockTransitions.Decision nothing = BlockTransitions.decide(first.block(), other);

        assertThat(again.change()).isNull();
        assertThat(again.confirms(claim)).isTrue();
        assertThat(nothing.confirms(other)).isFalse();
    }

    @Test
    void runningAndAssignedTasksAreHandedBack() {
        block.apply(claim("a", 1, 2, 1_000));
        block.applyTwice(report("a", 1, 2_000, handedBack(0, 1), handedBack(1, 1)));

        assertThat(block.states()).containsExactly(READY, READY);
    }

    @Test
    void whatIsHandedBackToAStoppingJobEnds() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(cancel());
        block.applyTwice(report("a", 1, 2_000, handedBack(0, 1), handedBack(1, 1)));

        assertThat(block.states()).containsExactly(CANCELLED, CANCELLED);
    }

    @Test
    void whatNeverStartedOfAFailingJobIsSkipped() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(failing());
        block.applyTwice(report("a", 1, 2_000, handedBack(0, 1), handedBack(1, 1)));

        assertThat(block.states()).containsExactly(SKIPPED, SKIPPED);
    }

    @Test
    void expiredClaimsFreeTheirTasks() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(expire(9_000, "a", 1, 0));

        assertThat(block.states()).containsExactly(READY, READY);
    }

    @Test
    void expiredClaimsOfAStoppingJobEndTheirTasks() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(failing());
        block.apply(expire(9_000, "a", 1, 0));

        assertThat(block.states()).containsExactly(CANCELLED, CANCELLED);
    }

    @Test
    void readyTasksEndWhenTheJobStops() {
        block.applyTwice(cancel());
        assertThat(block.states()).containsExactly(CANCELLED, CANCELLED);

        TestedBlock other = new TestedBlock(2, VISITED);
        other.applyTwice(failing());
        assertThat(other.states()).containsExactly(SKIPPED, SKIPPED);
    }

    @Test
    void waitingTasksEndWhenTheJobStops() {
        block.apply(claim("a", 1, 2, 1_000));
        block.apply(report("a", 1, 2_000, failed(0, 1), failed(1, 1)));
        block.applyTwice(failing());

        assertThat(block.states()).containsExactly(CANCELLED, CANCELLED);
    }
}
