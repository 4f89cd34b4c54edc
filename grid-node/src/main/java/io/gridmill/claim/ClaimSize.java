package io.gridmill.claim;

/** How many tasks one claim takes, and how many claims a slot has at once. Pure. */
public final class ClaimSize {
    /** Most tasks of a claim. */
    public static final int MAX = 256;

    private static final double TARGET_MILLIS = 20;

    /** Tasks so short that one answer's way takes longer than a batch of them. */
    private static final double VERY_SHORT_MILLIS = 1;

    private static final int VERY_SHORT_BATCHES = 3;

    private ClaimSize() {}

    /**
     * One task while nothing is known of the job, then about 20 ms of work, and fewer near the end
     * so that the last tasks spread over all slots.
     *
     * @param taskMillis measured run time of the job's tasks; negative while not known
     * @param ready tasks of the job that wait, as far as this node knows
     * @param slots slots that share them
     */
    public static int of(double taskMillis, long ready, int slots) {
        if (taskMillis < 0) {
            return 1;
        }
        long byTime = Math.round(TARGET_MILLIS / Math.max(taskMillis, TARGET_MILLIS / MAX));
        return Math.clamp(Math.min(byTime, shareOf(ready, slots)), 1, MAX);
    }

    private static long shareOf(long ready, int slots) {
        return ready / (2L * Math.max(1, slots));
    }

    /**
     * Batches that a slot has at once: the one that it runs, and of short tasks those on their way
     * meanwhile, so that it does not wait for an answer after each. Two of 20 ms stay far below what
     * may be claimed and not started.
     *
     * @param taskMillis measured run time of the job's tasks; negative while not known
     */
    public static int batches(double taskMillis) {
        if (taskMillis < 0 || taskMillis > TARGET_MILLIS) {
            return 1;
        }
        return taskMillis < VERY_SHORT_MILLIS ? VERY_SHORT_BATCHES : 2;
    }

    /**
     * Whether a slot that has a batch may claim another one already: not near the end, where another
     * slot would wait for it.
     */
    public static boolean ahead(long ready, int slots) {
        return shareOf(ready, slots) >= 1;
    }
}
