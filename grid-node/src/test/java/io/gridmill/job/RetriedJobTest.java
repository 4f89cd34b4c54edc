package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Failed tasks that a job bears, and a retry by hand, in the next generation. */
class RetriedJobTest {
    private static final JobFailure FAILURE = TestedJob.FAILURE;

    private static TestedJob running(FailurePolicy policy) {
        return new TestedJob(new LinkedHashSet<>(), policy).into(JobState.RUNNING);
    }

    private static boolean failed(TestedJob job, int block, int count) {
        return job.apply(
                new JobEvent.Settled(
                        job.job().progress().generation(),
                        TestedJob.set(),
                        Map.of(block, count),
                        FAILURE,
                        4_000));
    }

    @Test
    void aCountIsBornAndNotOneMore() {
        TestedJob job = running(new FailurePolicy.Tolerate(3));
        failed(job, 0, 2);
        failed(job, 1, 1);
        assertThat(job.job().progress().stopping()).isFalse();
        assertThat(failed(job, 0, 2)).as("told again").isFalse();
        failed(job, 1, 2);
        assertThat(job.job().progress().stopping()).isTrue();
        JobFailure why = Objects.requireNonNull(job.job().failure());
        assertThat(why.message()).startsWith("4 tasks failed, 3 are tolerated; the first: ");
        assertThat(why.code()).isEqualTo(FAILURE.code());
    }

    @Test
    void aShareIsOfTheFinalNumberOfTasks() {
        TestedJob job = running(new FailurePolicy.TolerateShare(20));
        failed(job, 0, 2);
        assertThat(job.job().progress().stopping()).isFalse();
        failed(job, 1, 1);
        assertThat(job.job().progress().stopping()).isTrue();
        assertThat(new FailurePolicy.TolerateShare(20).exceeded(1_000, -1))
                .as("while the number is not known")
                .isFalse();
    }

    @Test
    void whateverFailsAJobGoesOnToItsEndAndIsDegraded() {
        TestedJob job = running(new FailurePolicy.Continue());
        failed(job, 0, 4);
        job.settle(FAILURE, 0, 1, 2);
        job.aggregate();
        assertThat(job.job().degraded()).isFalse();
        job.done();
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.job().degraded()).isTrue();
    }

    @Test
    void aJobOfWhichAllTasksFailedHasFailed() {
        TestedJob job = running(new FailurePolicy.Continue());
        failed(job, 0, 4);
        failed(job, 1, 4);
        failed(job, 2, 2);
        assertThat(job.job().progress().stopping()).as("not all have settled").isFalse();
        job.apply(
                new JobEvent.Settled(
                        job.job().progress().generation(),
                        TestedJob.set(0, 1, 2),
                        Map.of(0, 4, 1, 4, 2, 2),
                        FAILURE,
                        4_000));
        assertThat(job.job().progress().stopping()).isTrue();
        assertThat(job.job().failure()).isNotNull();
    }

    @Test
    void aRetryIsForJobsThatEndedBadly() {
        assertThat(running(new FailurePolicy.FailFast()).retry()).as("running").isFalse();
        TestedJob done = new TestedJob().into(JobState.AGGREGATING);
        done.done();
        assertThat(done.retry()).as("succeeded").isFalse();
    }

    @Test
    void aRetryThatComesTwiceOpensOneGeneration() {
        TestedJob job = running(new FailurePolicy.FailFast());
        job.fail();
        job.stopped();
        JobEvent retry = new JobEvent.Retry("user", 1, 9_000);
        assertThat(job.apply(retry)).isTrue();
        job.cancel();
        job.stopped();
        assertThat(job.apply(retry)).isFalse();
    }

    @Test
    void whatIsAboutToBeForgottenIsNotRetried() {
        TestedJob job = running(new FailurePolicy.FailFast());
        job.fail();
        job.stopped();
        assertThat(job.apply(new JobEvent.Retry("user", 1, job.job().expires()))).isFalse();
    }

    @Test
    void whatIsSaidOfTheOldGenerationDoesNotCount() {
        TestedJob job = running(new FailurePolicy.FailFast());
        job.fail();
        job.stopped();
        job.retry();
        assertThat(
                        job.apply(
                                new JobEvent.Settled(
                                        1, TestedJob.set(0), Map.of(0, 1), FAILURE, 9_000)))
                .isFalse();
        assertThat(job.apply(new JobEvent.Cancel("user", 1, 9_000))).isFalse();
        assertThat(job.apply(new JobEvent.Cancel("user", 2, 9_000))).isTrue();
    }

    @Test
    void onlyTheDriverSaysThatTheBlocksAreOpen() {
        TestedJob job = running(new FailurePolicy.FailFast());
        job.fail();
        job.stopped();
        job.retry();
        assertThat(job.job().progress().reopening()).isTrue();
        job.drive("b");
        assertThat(job.apply(new JobEvent.Reopened(job.epoch() - 1, 9_500))).isFalse();
        assertThat(job.apply(new JobEvent.Reopened(job.epoch(), 9_500))).isTrue();
        assertThat(job.job().progress().reopening()).isFalse();
    }
}
