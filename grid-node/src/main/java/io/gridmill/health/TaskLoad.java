package io.gridmill.health;

/**
 * How many tasks ran, averaged over a minute the way a machine averages its load, so that one can be
 * taken from the other also after the tasks have ended. For one thread.
 */
public final class TaskLoad {
    private static final double MINUTE_NANOS = 60e9;

    private double average;
    private long last;
    private boolean begun;

    /**
     * Adds what ran since the last call.
     *
     * @param running tasks that run now
     * @return the average
     */
    public double add(int running, long nanoTime) {
        if (begun) {
            double kept = Math.exp(-(nanoTime - last) / MINUTE_NANOS);
            average = average * kept + running * (1 - kept);
        }
        begun = true;
        last = nanoTime;
        return average;
    }
}
