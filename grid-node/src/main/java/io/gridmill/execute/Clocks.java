package io.gridmill.execute;

/** Time for the shell: monotonic for durations, the grid's clock for what people read. */
public interface Clocks {

    /** Monotonic nanoseconds. */
    long nanoTime();

    /** Milliseconds since the epoch by the grid's clock. */
    long wallMillis();
}
