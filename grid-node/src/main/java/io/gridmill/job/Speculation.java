package io.gridmill.job;

import java.time.Duration;

/**
 * Whether a task that runs for much longer than the others of its job may run a second time
 * elsewhere, beside the first. The first copy to succeed counts.
 *
 * @param on whether it may; else the others mean nothing
 * @param multiplier of the median run time that a task must have exceeded, 1.1 to 100
 * @param quantile share of the job's tasks that must have succeeded before, 0.1 to 1
 * @param minRunTime that a task must have exceeded in any case, at least a second
 */
public record Speculation(boolean on, double multiplier, double quantile, Duration minRunTime) {
    /** No task runs beside itself. */
    public static final Speculation OFF = new Speculation(false, 0, 0, Duration.ZERO);

    /** Where nothing else is said: twice the median, when three quarters have succeeded. */
    public static final Speculation USUAL = new Speculation(true, 2, 0.75, Duration.ofSeconds(1));
}
