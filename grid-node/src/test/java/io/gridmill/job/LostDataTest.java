package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of a job whose blocks or record were lost with more nodes than there are backups. */
class LostDataTest {
    private static JobEvent.BlocksLost lost(JobRecord job, boolean kept, int... blocks) {
        BitSet gone = new BitSet();
        for (int block : blocks) {
            gone.set(block);
        }
        return new JobEvent.BlocksLost(
                job.progress().generation(), gone, List.of("node-2", "node-3"), kept, 8_000);
    }

    private static JobRecord running(JobSpec spec) {
        JobRecord job = JobLifecycle.accepted(spec, new BlockPlan(10, 4));
        job = after(job, new JobEvent.Drive("a", 2_000));
        return after(job, new JobEvent.SplitDone(job.progress().epoch(), 10, 3_000));
    }

    private static JobRecord after(JobRecord job, JobEvent event) {
        return Objects.requireNonNull(JobLifecycle.apply(job, event), event.toString());
    }

    private static JobRecord open() {
        JobSpec open = spec(TestedJob.spec("job-1").retry(), true);
        JobRecord job = JobLifecycle.accepted(open, new BlockPlan(BlockPlan.UNKNOWN, 4));
        job = after(job, new JobEvent.Drive("a", 2_000));
        job = after(job, new JobEvent.SplitStarted(job.progress().epoch(), 2_500));
        return after(job, new JobEvent.Added(6, 3_000));
    }

    private static JobSpec spec(RetryRule retry, boolean open) {
        JobSpec usual = TestedJob.spec("job-1");
        return new JobSpec(
                usual.id(),
                usual.type(),
                null,
                usual.parameters(),
                null,
                null,
                usual.priority(),
                usual.placement(),
                usual.user(),
                usual.created(),
                usual.requestDigest(),
                usual.conditions(),
                usual.timeoutMillis(),
                usual.taskTimeoutMillis(),
                retry,
                usual.failurePolicy(),
                usual.resultTtlMillis(),
                open,
                false,
                Map.of(),
                Map.of());
    }

    @Test
    void theHistorySaysWhatWasLostWithWhom() {
        JobRecord job = running(TestedJob.spec("job-1"));
        JobRecord again = after(job, lost(job, false, 1, 2));
        assertThat(again.history().getLast().detail())
                .isEqualTo(
                        "6 tasks in 2 blocks were lost with the nodes that died: node-2, node-3;"
                                + " they are made again");
        assertThat(JobLifecycle.apply(again, lost(job, false, 1))).as("told again").isNull();
    }

    @Test
    void beforeAllBlocksAreWrittenNoneCanBeMissing() {
        JobRecord job = JobLifecycle.accepted(TestedJob.spec("job-1"), new BlockPlan(10, 4));
        assertThat(JobLifecycle.apply(job, lost(job, false, 1))).isNull();
        JobRecord splitting = after(job, new JobEvent.Drive("a", 2_000));
        assertThat(JobLifecycle.apply(splitting, lost(splitting, false, 1))).isNull();
        JobRecord running = running(TestedJob.spec("job-1"));
        assertThat(JobLifecycle.apply(running, lost(running, false, 3))).as("no block").isNull();
        assertThat(JobLifecycle.apply(running, lost(running, false))).isNull();
    }

    @Test
    void aJobThatStopsAnywayIsNotBegunAgain() {
        JobRecord job = running(TestedJob.spec("job-1"));
        JobRecord stopping = after(job, new JobEvent.Cancel("user", 4_000));
        assertThat(JobLifecycle.apply(stopping, lost(stopping, false, 1))).isNull();
    }

    @Test
    void tasksFromOutsideComeBackFromAStoreOnly() {
        JobRecord job = open();
        JobRecord failing = after(job, lost(job, false, 1));
        assertThat(failing.progress().stopping()).isTrue();
        JobFailure why = Objects.requireNonNull(failing.failure());
        assertThat(why.code()).isEqualTo(ErrorCode.DATA_LOST.code());
        assertThat(why.message()).startsWith("2 tasks in 1 block were lost with the nodes");
        JobRecord again = after(job, lost(job, true, 1));
        assertThat(again.progress().reopening()).isTrue();
        assertThat(again.progress().generation()).isEqualTo(2);
    }

    @Test
    void whatMustNotRunTwiceIsNotMadeAgain() {
        JobSpec once = spec(TestedJob.spec("job-1").retry().never(), false);
        JobRecord job = running(once);
        JobRecord failing = after(job, lost(job, false, 0));
        assertThat(Objects.requireNonNull(failing.failure()).message())
                .contains("nothing of it may run twice");
    }

    @Test
    void ofALostRecordTheRestSaysThatTheJobFailed() {
        JobRecord job = running(TestedJob.spec("job-1"));
        JobRecord remains = LostData.remains(JobBrief.of(job), List.of("node-2"), 9_000);
        assertThat(remains.state()).isEqualTo(JobState.FAILED);
        assertThat(remains.id()).isEqualTo("job-1");
        assertThat(remains.spec().user()).isEqualTo("user");
        assertThat(Objects.requireNonNull(remains.failure()).code()).isEqualTo("data-lost");
        assertThat(remains.retryable()).as("nobody knows what to run").isFalse();
        assertThat(remains.expires()).isGreaterThan(9_000);
    }

    @Test
    void afterAFullStopALiveJobIsInTheNextGeneration() {
        JobRecord job = running(TestedJob.spec("job-1"));
        JobRecord again = JobRecovery.again(job, 0, null, 9_000);
        assertThat(again.progress().generation()).isEqualTo(2);
        JobRecord accepted = JobLifecycle.accepted(TestedJob.spec("job-2"), new BlockPlan(10, 4));
        assertThat(JobRecovery.again(accepted, 0, null, 9_000).progress().generation())
                .as("it may have begun")
                .isEqualTo(2);
    }
}
