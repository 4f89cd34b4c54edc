package io.gridmill.claim;

import io.gridmill.job.Strategy;

/**
 * How a node takes part in sharing out work; meant to be the same on all nodes of a grid.
 *
 * @param strategy {@code scheduling.strategy}: for jobs accepted here that name none
 * @param stealing {@code scheduling.stealing}: whether nodes take work that is meant for others
 *     first, once it has waited for a while
 * @param batchSize {@code scheduling.batchSize}: tasks of a claim, 1 to 256; 0 (auto) goes by how
 *     long they run
 * @param speculation {@code scheduling.speculation}: whether slow tasks of jobs accepted here that
 *     do not say may run twice
 */
public record SchedulingRules(
        Strategy strategy, boolean stealing, int batchSize, boolean speculation) {
    public SchedulingRules {
        if (batchSize < 0 || batchSize > ClaimSize.MAX) {
            throw new IllegalArgumentException(
                    "scheduling.batchSize is "
                            + batchSize
                            + "; it may be auto or 1 to "
                            + ClaimSize.MAX);
        }
    }

    /** Without speculation. */
    public SchedulingRules(Strategy strategy, boolean stealing, int batchSize) {
        this(strategy, stealing, batchSize, false);
    }

    /** Least-busy, with stealing, and batches by run time. */
    public static SchedulingRules defaults() {
        return new SchedulingRules(Strategy.LEAST_BUSY, true, 0);
    }
}
