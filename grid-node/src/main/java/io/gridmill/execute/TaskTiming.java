package io.gridmill.execute;

/** How long the tasks of a job take on this node: a moving average. Thread-safe. */
public final class TaskTiming {
    /** Nothing is known yet. */
    public static final double UNKNOWN = -1;

    private static final double WEIGHT = 0.3;

    private volatile double millis = UNKNOWN;

    /** Adds what a batch of tasks took on average. */
    public synchronized void add(double averageMillis) {
        millis = millis < 0 ? averageMillis : millis + WEIGHT * (averageMillis - millis);
    }

    /** Milliseconds per task; negative while nothing is known. */
    public double millis() {
        return millis;
    }
}
