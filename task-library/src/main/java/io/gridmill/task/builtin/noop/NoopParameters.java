package io.gridmill.task.builtin.noop;

import io.gridmill.task.Parameters;

/**
 * What the tasks of a {@code noop} job pretend to do.
 *
 * @param tasks number of tasks, 1 to 20,000,000
 * @param sleepMillis elapsed time that each task sleeps, 0 to 3,600,000
 * @param busyMillis CPU time that each task burns after it slept, 0 to 3,600,000
 * @param failFirst number of first attempts of each task that fail and may be retried, 0 to 100
 * @param failTask number of the task that fails for good; -1 for none
 */
public record NoopParameters(
        long tasks, long sleepMillis, long busyMillis, int failFirst, long failTask) {
    private static final long MAX_TASKS = 20_000_000;
    static final long MAX_MILLIS = 3_600_000;

    static NoopParameters read(Parameters source) {
        NoopParameters parameters =
                new NoopParameters(
                        source.number("tasks", 1, 1, MAX_TASKS),
                        source.number("sleepMillis", 0, 0, MAX_MILLIS),
                        source.number("busyMillis", 0, 0, MAX_MILLIS),
                        source.integer("failFirst", 0, 0, 100),
                        source.number("failTask", -1, -1, MAX_TASKS - 1));
        source.done();
        return parameters;
    }
}
