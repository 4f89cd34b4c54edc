package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Ended jobs go, the oldest first, where there are more than may be kept. */
class RetentionTest {
    private static JobRecord ended(String id, long at, String parameters) {
        Consumer<JobSpecDraft> large = draft -> draft.parameters = parameters;
        JobRecord job = JobLifecycle.accepted(TestedJob.spec(id).with(large), new BlockPlan(10, 4));
        JobRecord.Progress p = job.progress();
        JobRecord.Progress then =
                new JobRecord.Progress(
                        JobState.SUCCEEDED,
                        p.generation(),
                        p.version(),
                        p.epoch(),
                        p.driver(),
                        true,
                        p.tasks(),
                        true,
                        true,
                        false,
                        1,
                        1,
                        1,
                        at);
        return new JobRecord(
                job.spec(),
                job.plan(),
                then,
                job.settled(),
                job.failed(),
                null,
                null,
                job.history(),
                job.steps());
    }

    private static final List<JobRecord> THREE =
            List.of(
                    ended("b", 2, "x".repeat(100)),
                    ended("a", 1, "x".repeat(10)),
                    ended("c", 3, "x".repeat(100)));

    private static List<String> surplus(int jobs, long bytes) {
        return new Retention(jobs, bytes).surplus(THREE).stream().map(JobRecord::id).toList();
    }

    @Test
    void withinTheLimitsAllStay() {
        assertThat(surplus(3, 210)).isEmpty();
    }

    @Test
    void theOldestGoUntilTheOthersAreFewEnough() {
        assertThat(surplus(2, 1_000)).containsExactly("a");
        assertThat(surplus(1, 1_000)).containsExactly("a", "b");
        assertThat(surplus(0, 1_000)).containsExactly("a", "b", "c");
    }

    @Test
    void theOldestGoUntilTheOthersAreSmallEnough() {
        assertThat(surplus(3, 209)).containsExactly("a");
        assertThat(surplus(3, 199)).containsExactly("a", "b");
    }
}
