package io.gridmill.report;

import io.gridmill.ledger.TaskState;

/**
 * Number of tasks of a job in each state.
 *
 * @param total tasks known so far; final once {@code splitDone}
 */
public record TaskCounts(
        long total,
        long waiting,
        long ready,
        long assigned,
        long running,
        long succeeded,
        long failed,
        long cancelled,
        long skipped) {

    /** No tasks. */
    public static final TaskCounts NONE = of(new long[TaskState.values().length]);

    /** Counts by state code. */
    public static TaskCounts of(long[] byCode) {
        long total = 0;
        for (long count : byCode) {
            total += count;
        }
        return new TaskCounts(
                total,
                byCode[TaskState.WAITING.ordinal()],
                byCode[TaskState.READY.ordinal()],
                byCode[TaskState.ASSIGNED.ordinal()],
                byCode[TaskState.RUNNING.ordinal()],
                byCode[TaskState.SUCCEEDED.ordinal()],
                byCode[TaskState.FAILED.ordinal()],
                byCode[TaskState.CANCELLED.ordinal()],
                byCode[TaskState.SKIPPED.ordinal()]);
    }

    /** Tasks that have ended, whatever the way. */
    public long ended() {
        return succeeded + failed + cancelled + skipped;
    }
}
