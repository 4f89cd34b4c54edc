package io.gridmill.job;

import static io.gridmill.job.JobState.AGGREGATING;
import static io.gridmill.job.JobState.CANCELLED;
import static io.gridmill.job.JobState.CANCELLING;
import static io.gridmill.job.JobState.FAILED;
import static io.gridmill.job.JobState.PENDING;
import static io.gridmill.job.JobState.RUNNING;
import static io.gridmill.job.JobState.SPLITTING;
import static io.gridmill.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every edge of the table in the Javadoc of {@link JobLifecycle}, and no other. */
class JobLifecycleTest {
    private static final Set<String> VISITED = new LinkedHashSet<>();

    private final TestedJob job = new TestedJob(VISITED);

    @AfterAll
    static void everyEdgeWasVisited() {
        assertThat(VISITED)
                .as("edges that the tests of this class took")
                .containsExactlyInAnyOrderElementsOf(TestedJob.TABLE.pairs());
    }

    @Test
    void theTableIsDrawnInTheDocs() throws IOException {
        TestedJob.TABLE.assertDrawnIn("job.md", "The life of a job", "PENDING");
    }

    @Test
    void aJobSucceeds() {
        assertThat(job.state()).isEqualTo(PENDING);
        assertThat(job.drive("a")).isTrue();
        assertThat(job.state()).isEqualTo(SPLITTING);
        assertThat(job.splitDone()).isTrue();
        assertThat(job.splitDone()).as("split done twice").isFalse();
        assertThat(job.state()).isEqualTo(RUNNING);
        assertThat(job.settle(null, 0, 2)).isTrue();
        assertThat(job.settle(null, 0, 2)).as("settled twice").isFalse();
        assertThat(job.aggregate()).as("a block is missing").isFalse();
        assertThat(job.settle(null, 1, 2)).isTrue();
        assertThat(job.aggregate()).isTrue();
        assertThat(job.aggregate()).as("aggregation begun twice").isFalse();
        assertThat(job.state()).isEqualTo(AGGREGATING);
        assertThat(job.done()).isTrue();
        assertThat(job.done()).as("done twice").isFalse();
        assertThat(job.state()).isEqualTo(SUCCEEDED);
        assertThat(Objects.requireNonNull(job.job().outcome()).mediaType()).isEqualTo("text/plain");
        assertThat(job.job().history())
                .extracting(JobRecord.Change::what)
                .containsExactly(
                        "accepted",
                        "driven",
                        "splitting",
                        "running",
                        "split",
                        "aggregating",
                        "succeeded");
    }

    @Test
    void whatEndedBadlyIsRetriedFromWhereItStood() {
        for (JobState from : new JobState[] {PENDING, SPLITTING, RUNNING}) {
            TestedJob failed = new TestedJob(VISITED).into(from);
            failed.drive("a");
            if (from == PENDING) {
                failed = new TestedJob(VISITED, waiting());
                failed.drive("a");
            }
            failed.fail();
            failed.stopped();
            assertThat(failed.retry()).isTrue();
            assertThat(failed.state()).isEqualTo(from);
            failed.cancel();
            failed.stopped();
            assertThat(failed.retry()).isTrue();
            assertThat(failed.state()).isEqualTo(from);
            assertThat(failed.job().progress().generation()).isEqualTo(3);
        }
        TestedJob degraded = new TestedJob(VISITED, new FailurePolicy.Continue());
        degraded.into(RUNNING);
        degraded.settle(TestedJob.FAILURE, 0, 1, 2);
        degraded.aggregate();
        degraded.done();
        assertThat(degraded.retry()).isTrue();
        assertThat(degraded.state()).isEqualTo(RUNNING);
    }

    @Test
    void lostBlocksAreMadeAgainInTheNextGeneration() {
        for (JobState from : new JobState[] {RUNNING, AGGREGATING}) {
            TestedJob lost = new TestedJob(VISITED).into(from);
            long epoch = lost.epoch();
            assertThat(lost.apply(lost(lost, 1, false))).isTrue();
            assertThat(lost.state()).isEqualTo(SPLITTING);
            assertThat(lost.job().progress().generation()).isEqualTo(2);
            assertThat(lost.job().settled().isEmpty()).isTrue();
            assertThat(lost.apply(new JobEvent.SplitDone(epoch, 10, 9_000)))
                    .as("a step of before")
                    .isFalse();
        }
    }

    private static JobEvent lost(TestedJob job, int block, boolean kept) {
        int generation = job.job().progress().generation();
        return new JobEvent.BlocksLost(
                generation, TestedJob.set(block), List.of("a", "b"), kept, 8_000);
    }

    private static StartConditions waiting() {
        return new StartConditions(1L << 60, 0, List.of());
    }

    @Test
    void timesNeverFallWhateverTheClocksOfItsDriversSay() {
        job.apply(new JobEvent.Drive("a", 500));
        job.apply(new JobEvent.SplitDone(job.epoch(), 0, 400));
        job.apply(new JobEvent.AggregateStarted(job.epoch(), 300));
        job.apply(new JobEvent.Fail(job.epoch(), TestedJob.FAILURE, 200));
        job.apply(new JobEvent.Stopped(job.epoch(), TestedJob.FIGURES, 100));
        assertThat(job.state()).isEqualTo(FAILED);
        assertThat(job.job().progress().ended()).isEqualTo(job.job().spec().created());
        assertThat(job.job().history()).extracting(JobRecord.Change::time).containsOnly(1_000L);
    }

    @Test
    void blocksMaySettleWhileSplittingGoesOn() {
        job.into(SPLITTING);
        assertThat(job.settle(null, 0, 1, 2)).isTrue();
        assertThat(job.aggregate()).isFalse();
        job.splitDone();
        assertThat(job.aggregate()).isTrue();
    }

    @Test
    void aJobRunsFromItsFirstTasksOn() {
        assertThat(job.splitStarted()).as("nobody drives").isFalse();
        job.into(SPLITTING);
        assertThat(job.splitStarted()).isTrue();
        assertThat(job.splitStarted()).as("started twice").isFalse();
        assertThat(job.state()).isEqualTo(RUNNING);
        job.settle(null, 0, 1, 2);
        assertThat(job.aggregate()).as("the split goes on").isFalse();
        assertThat(job.splitDone()).isTrue();
        assertThat(job.splitDone()).as("done twice").isFalse();
        assertThat(job.splitStarted()).as("too late").isFalse();
        assertThat(job.aggregate()).isTrue();
    }

    @Test
    void aReplacedDriverDoesNotStartTheSplit() {
        job.into(SPLITTING);
        long old = job.epoch();
        job.drive("b");
        assertThat(job.apply(new JobEvent.SplitStarted(old, 3_000))).isFalse();
        job.cancel();
        assertThat(job.splitStarted()).as("the job stops").isFalse();
    }

    @Test
    void aJobWithoutTasksIsAggregatedAtOnce() {
        job.into(SPLITTING);
        job.apply(new JobEvent.SplitDone(job.epoch(), 0, 3_000));
        assertThat(job.aggregate()).isTrue();
        assertThat(job.done()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "SPLITTING", "RUNNING", "AGGREGATING"})
    void aCancelWinsInEveryState(JobState state) {
        job.into(state);
        assertThat(job.cancel()).isTrue();
        assertThat(job.cancel()).as("cancelled twice").isFalse();
        assertThat(job.state()).isEqualTo(CANCELLING);
        job.drive("b");
        assertThat(job.splitDone()).isFalse();
        assertThat(job.fail()).isFalse();
        job.settle(TestedJob.FAILURE, 0, 1, 2);
        assertThat(job.aggregate()).isFalse();
        assertThat(job.done()).isFalse();
        assertThat(job.state()).isEqualTo(CANCELLING);
        assertThat(job.stopped()).isTrue();
        assertThat(job.stopped()).as("stopped twice").isFalse();
        assertThat(job.state()).isEqualTo(CANCELLED);
        assertThat(job.job().failure()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "SPLITTING", "RUNNING", "AGGREGATING"})
    void aFailureWinsInEveryState(JobState state) {
        job.into(state);
        assertThat(job.fail()).isTrue();
        assertThat(job.fail()).as("failed twice").isFalse();
        assertThat(job.cancel()).isFalse();
        job.drive("b");
        assertThat(job.splitDone()).isFalse();
        job.settle(new JobFailure("task-failed", "a later one", 9), 0, 1, 2);
        assertThat(job.aggregate()).isFalse();
        assertThat(job.done()).as("a failing job cannot succeed").isFalse();
        assertThat(job.stopped()).isTrue();
        assertThat(job.state()).isEqualTo(FAILED);
        assertThat(job.job().failure()).isEqualTo(TestedJob.FAILURE);
    }

    @Test
    void aFailingJobIsNotSplitAnyMore() {
        job.fail();
        job.drive("a");
        assertThat(job.state()).isEqualTo(PENDING);
    }

    @Test
    void nobodySplitsWithoutDriving() {
        assertThat(job.epoch()).isZero();
        assertThat(job.splitDone()).isFalse();
    }

    @Test
    void aBlockThatFailedFailsTheJob() {
        job.into(RUNNING);
        assertThat(job.settle(TestedJob.FAILURE, 1)).isTrue();
        assertThat(job.settle(TestedJob.FAILURE, 1)).as("told twice").isFalse();
        assertThat(job.job().progress().stopping()).isTrue();
        assertThat(job.settle(null, 0, 2)).as("the others are still noted").isTrue();
        assertThat(job.aggregate()).isFalse();
        job.stopped();
        assertThat(job.state()).isEqualTo(FAILED);
    }

    @Test
    void aFailureMayComeAfterTheBlockWasSettled() {
        job.into(RUNNING);
        job.settle(null, 1);
        assertThat(job.settle(TestedJob.FAILURE, 1)).isTrue();
        assertThat(job.job().failure()).isEqualTo(TestedJob.FAILURE);
    }

    @Test
    void whatABlockSaysWhenItSettlesIsFinal() {
        job.into(RUNNING);
        int generation = job.job().progress().generation();
        BitSet none = new BitSet();
        job.cancel();
        job.apply(new JobEvent.Settled(generation, none, Map.of(1, 2), TestedJob.FAILURE, 4_000));
        assertThat(job.job().failed().count()).isEqualTo(2);
        // After a split of the network one of them turned out to have succeeded.
        job.apply(
                new JobEvent.Settled(
                        generation, TestedJob.set(1), Map.of(1, 1), TestedJob.FAILURE, 4_100));
        assertThat(job.job().failed().count()).isEqualTo(1);
        JobEvent late =
                new JobEvent.Settled(generation, none, Map.of(1, 2), TestedJob.FAILURE, 4_200);
        assertThat(job.apply(late)).isFalse();
    }

    @Test
    void aFailedBlockToldAgainAfterACancelChangesNothing() {
        job.into(CANCELLING);
        assertThat(job.settle(TestedJob.FAILURE, 1)).isTrue();
        assertThat(job.settle(TestedJob.FAILURE, 1)).isFalse();
    }

    @Test
    void blocksOfAnotherGenerationDoNotCount() {
        job.into(RUNNING);
        assertThat(job.apply(new JobEvent.Settled(2, TestedJob.set(0), Map.of(), null, 4_000)))
                .isFalse();
    }

    @Test
    void aReplacedDriverWritesNothing() {
        job.into(SPLITTING);
        long old = job.epoch();
        job.drive("b");
        assertThat(job.apply(new JobEvent.SplitDone(old, 10, 3_000))).isFalse();
        assertThat(job.apply(new JobEvent.Fail(old, TestedJob.FAILURE, 3_000))).isFalse();
        job.splitDone();
        job.settle(null, 0, 1, 2);
        assertThat(job.apply(new JobEvent.AggregateStarted(old, 3_000))).isFalse();
        job.aggregate();
        JobEvent done =
                new JobEvent.AggregateDone(old, DataRef.EMPTY, "x/y", TestedJob.FIGURES, 3_000);
        assertThat(job.apply(done)).isFalse();
        job.cancel();
        assertThat(job.apply(new JobEvent.Stopped(old, TestedJob.FIGURES, 3_000))).isFalse();
    }

    @Test
    void anyoneMayFailAJobWithoutDrivingIt() {
        job.into(RUNNING);
        assertThat(job.apply(new JobEvent.Fail(0, TestedJob.FAILURE, 3_000))).isTrue();
    }

    @Test
    void aNewDriverGoesOnWhereTheOldOneStood() {
        job.into(AGGREGATING);
        job.drive("b");
        assertThat(job.state()).isEqualTo(AGGREGATING);
        assertThat(job.job().progress().driver()).isEqualTo("b");
        assertThat(job.done()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "SPLITTING", "RUNNING", "AGGREGATING"})
    void whatDoesNotStopCannotBeStopped(JobState state) {
        job.into(state);
        assertThat(job.stopped()).isFalse();
    }

    @Test
    void theHistoryIsCutButItsNumbersGoOn() {
        for (int i = 0; i < JobLifecycle.MAX_HISTORY * 2; i++) {
            job.drive("n" + i);
        }
        assertThat(job.job().history()).hasSize(JobLifecycle.MAX_HISTORY);
        assertThat(job.job().history().getLast().number())
                .as("accepted, splitting, and the drives")
                .isEqualTo(2 + JobLifecycle.MAX_HISTORY * 2L);
    }

    @Test
    void timesFollowFromTheRecord() {
        assertThat(job.job().deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(job.job().expires()).isEqualTo(Long.MAX_VALUE);
        assertThat(job.job().blocks()).isEqualTo(3);
        job.into(AGGREGATING);
        assertThat(job.job().deadline()).isEqualTo(62_000);
        job.done();
        assertThat(job.job().expires()).isEqualTo(3_607_000);
    }
}
