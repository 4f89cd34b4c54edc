package io.gridmill.claim;

/**
 * How waiting raises a priority on a member: one level for each {@link #STEP_MILLIS} in which work of
 * this priority waited, up to level 10; each claim takes one step away again. It is the priority that
 * ages and not the job: a priority that is served stays what it is, however long its queue and its
 * jobs are; one that is passed over comes to level 10 after at most nine steps, and from then on has
 * one claim for each step. Knows no clock. Not thread-safe.
 */
public final class Ageing {
    /** The highest level, that of priority 10. */
    public static final int HIGHEST = 10;

    /** Waiting that raises a priority by one level. */
    public static final long STEP_MILLIS = 2_000;

    private final long[] ages = new long[HIGHEST + 1];

    /** Work of a priority has waited for some time more; negative times count as none. */
    public void waited(int priority, long millis) {
        long most = (HIGHEST - priority) * STEP_MILLIS;
        ages[priority] = Math.min(most, ages[priority] + Math.clamp(millis, 0, most));
    }

    /** Work of a priority was claimed; whether its level fell. */
    public boolean served(int priority) {
        int before = level(priority);
        ages[priority] = Math.max(0, ages[priority] - STEP_MILLIS);
        return level(priority) != before;
    }

    /** Nothing of a priority waits. */
    public void idle(int priority) {
        ages[priority] = 0;
    }

    /** The level of a priority now, 1 to 10. */
    public int level(int priority) {
        return priority + (int) (ages[priority] / STEP_MILLIS);
    }
}
