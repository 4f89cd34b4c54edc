package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.JobFilter.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobFilterTest {
    private static JobRecord job(String id) {
        return JobLifecycle.accepted(TestedJob.spec(id), new BlockPlan(10, 4));
    }

    private static JobFilter filter(@Nullable Position after, int limit) {
        return new JobFilter(null, null, Map.of(), after, limit);
    }

    @Test
    void newestComeFirstAndPagesFollowEachOther() {
        List<JobRecord> jobs = new ArrayList<>();
        for (String id : List.of("job-c", "job-a", "job-d", "job-b")) {
            jobs.add(job(id));
        }
        List<JobRecord> first = filter(null, 3).pick(jobs);
        assertThat(first).extracting(JobRecord::id).containsExactly("job-d", "job-c", "job-b");
        List<JobRecord> rest = filter(Position.of(first.getLast()), 3).pick(jobs);
        assertThat(rest).extracting(JobRecord::id).containsExactly("job-a");
    }

    @Test
    void jobThatTwoMembersTellOfCountsOnceAndAsItStandsLast() {
        JobRecord before = job("job-a");
        JobRecord after = JobLifecycle.apply(before, new JobEvent.Drive("node-1", 2_000));
        assertThat(filter(null, 5).pick(List.of(after, before))).containsExactly(after);
        assertThat(filter(null, 5).pick(List.of(before, after))).containsExactly(after);
    }

    @Test
    void everyConditionMustHold() {
        List<JobRecord> jobs = List.of(job("job-a"));
        assertThat(new JobFilter(JobState.PENDING, "noop", Map.of(), null, 1).pick(jobs))
                .hasSize(1);
        assertThat(new JobFilter(JobState.FAILED, null, Map.of(), null, 1).pick(jobs)).isEmpty();
        assertThat(new JobFilter(null, "sort", Map.of(), null, 1).pick(jobs)).isEmpty();
        assertThat(new JobFilter(null, null, Map.of("a", "b"), null, 1).pick(jobs)).isEmpty();
    }
}
