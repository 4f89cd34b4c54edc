package io.gridmill.claim;

/**
 * How waiting raises a job: one level for each {@link #STEP_MILLIS} in which no task of it started,
 * up to level 10. A job that is served falls back to its own priority, so that a long one does not
 * stay urgent; one that is not served comes to level 10 after at most nine steps. Pure.
 */
public final class Ageing {
    /** The highest level, that of priority 10. */
    public static final int HIGHEST = 10;

    /** Waiting that raises a job by one level. */
    public static final long STEP_MILLIS = 2_000;

    private Ageing() {}

    /**
     * The level of a job.
     *
     * @param priority 1 to 10
     * @param waitedMillis since its tasks could run, or since one of them was started last
     */
    public static int level(int priority, long waitedMillis) {
        long steps = Math.clamp(waitedMillis / STEP_MILLIS, 0, HIGHEST);
        return (int) Math.min(Math.max(priority, HIGHEST), priority + steps);
    }
}
