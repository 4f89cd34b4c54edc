package io.gridmill.claim;

import java.util.Comparator;

/**
 * The order in which jobs are served: higher priority first, then earlier submission.
 *
 * @param priority 1 to 10, 10 first
 * @param created milliseconds since the epoch
 * @param job id, to tell jobs of the same moment apart
 */
public record JobOrder(int priority, long created, String job) implements Comparable<JobOrder> {
    private static final Comparator<JobOrder> ORDER =
            Comparator.comparingInt(JobOrder::priority)
                    .reversed()
                    .thenComparingLong(JobOrder::created)
                    .thenComparing(JobOrder::job);

    @Override
    public int compareTo(JobOrder other) {
        return ORDER.compare(this, other);
    }
}
