package io.gridmill.cli;

import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.TaskCounts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a line of progress is made of.
 *
 * @param ended tasks that have ended
 * @param total tasks known so far
 * @param totalKnown whether the number is final
 * @param share 0 to 1
 * @param rate tasks ended per second; 0 when not known yet
 * @param remaining null when not known
 */
record ProgressView(
        JobState state,
        long ended,
        long total,
        boolean totalKnown,
        double share,
        double rate,
        long running,
        long failed,
        @Nullable Duration remaining) {
    private static final Duration LONGEST = Duration.ofDays(99);

    /** The view of a job at a measured rate. */
    static ProgressView of(JobStatus job, double rate) {
        TaskCounts tasks = job.tasks();
        long left = tasks.total() - tasks.ended();
        boolean foreseeable = job.splitDone() && rate > 0 && left > 0 && left / rate < 8e6;
        return new ProgressView(
                job.state(),
                tasks.ended(),
                tasks.total(),
                job.splitDone(),
                Math.clamp(job.progress(), 0.0, 1.0),
                rate,
                tasks.running(),
                tasks.failed(),
                foreseeable ? Duration.ofMillis((long) (left / rate * 1000)) : null);
    }

    /** Whether the time that remains is worth showing. */
    boolean foreseeable() {
        return remaining != null && remaining.compareTo(LONGEST) < 0;
    }
}
