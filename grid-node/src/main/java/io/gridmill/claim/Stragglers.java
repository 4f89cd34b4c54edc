package io.gridmill.claim;

import io.gridmill.job.Speculation;
import java.util.Arrays;

/**
 * From when on a task of a job is so slow that it may run a second time elsewhere. Pure.
 *
 * @param rule of the job
 * @param tasks of the job
 * @param succeeded of them
 * @param ready that nobody runs yet
 * @param meanMillis of those that succeeded
 * @param idle slots of the grid that run nothing
 */
public record Stragglers(
        Speculation rule, long tasks, long succeeded, long ready, double meanMillis, int idle) {
    /** Below this many run times the mean over all members says more than the median of a few. */
    private static final int SAMPLE = 5;

    /** Whether copies may be made at all: most tasks have ended, and slots have nothing else. */
    public boolean may() {
        return rule.on()
                && idle > 0
                && ready == 0
                && succeeded > 0
                && succeeded >= Math.ceil(rule.quantile() * tasks);
    }

    /**
     * How long a task must have run, milliseconds.
     *
     * @param runMillis run times of some tasks of the job that succeeded
     */
    public long slowMillis(float[] runMillis) {
        double usual = runMillis.length < SAMPLE ? meanMillis : median(runMillis);
        return Math.max(rule.minRunTime().toMillis(), Math.round(rule.multiplier() * usual));
    }

    private static double median(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
