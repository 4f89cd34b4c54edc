package io.gridmill.claim;

import java.util.Comparator;

/**
 * The order in which jobs are served at a moment: higher level first; of those the ones that came
 * there by waiting, since each claim takes of their age; then the user who has had less, then
 * earlier submission.
 *
 * @param level 1 to 10, 10 first: priority and age ({@link Ageing})
 * @param priority 1 to 10, its own
 * @param use slots of the grid that its user has and had of late ({@link RecentUse})
 * @param created milliseconds since the epoch
 * @param job id, to tell jobs of the same moment apart
 */
public record JobOrder(int level, int priority, double use, long created, String job)
        implements Comparable<JobOrder> {
    private static final Comparator<JobOrder> ORDER =
            Comparator.comparingInt(JobOrder::level)
                    .reversed()
                    .thenComparingInt(JobOrder::priority)
                    .thenComparingDouble(JobOrder::use)
                    .thenComparingLong(JobOrder::created)
                    .thenComparing(JobOrder::job);

    @Override
    public int compareTo(JobOrder other) {
        return ORDER.compare(this, other);
    }
}
