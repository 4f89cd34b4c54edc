package io.gridmill.engine;

import io.gridmill.health.VitalSigns;

/** Measures a node and its machine. For one thread at a time, {@link #vitals} for any. */
public interface Sensors {

    /**
     * Measures since the last call; may take some milliseconds.
     *
     * @param running tasks that run now
     * @param abandoned threads left behind with code that does not stop
     */
    VitalSigns read(int running, int abandoned);

    /** Frees memory that is in use no more, so that a node finds out that it has enough again. */
    void collect();

    /** What was last measured, as others are told. */
    Heartbeat.Vitals vitals();
}
