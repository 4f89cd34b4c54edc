package io.gridmill.claim;

/** How many tasks one claim takes. Pure. */
public final class ClaimSize {
    /** Most tasks of a claim. */
    public static final int MAX = 256;

    private static final double TARGET_MILLIS = 20;

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
        long byTime = (long) (TARGET_MILLIS / Math.max(taskMillis, TARGET_MILLIS / MAX));
        long nearEnd = Math.max(1, ready / (2L * Math.max(1, slots)));
        return Math.clamp(Math.min(byTime, nearEnd), 1, MAX);
    }
}
