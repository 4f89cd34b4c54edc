package io.gridmill.cluster;

/**
 * Milliseconds since the epoch that never jump: they pass as monotonic time does, and approach a wall clock that
 * is elsewhere by a tenth of the time that passes, at most. Immutable.
 *
 * @param nanos monotonic time from which on this is good
 * @param micros the time then, microseconds since the epoch
 * @param gained microseconds to gain (or lose) within the next second, to meet the wall clock
 */
record SteadyTime(long nanos, long micros, long gained) {
    private static final long SECOND_MICROS = 1_000_000;

    /** Slow enough that no one second of a time-out is less than nine tenths of one. */
    private static final long MOST_GAINED = SECOND_MICROS / 10;

    /** Begins with what a wall clock says. */
    static SteadyTime of(long nanos, long wallMillis) {
        return new SteadyTime(nanos, wallMillis * 1000, 0);
    }

    /** The time at a later moment. */
    long millis(long now) {
        return micros(now) / 1000;
    }

    private long micros(long now) {
        long passed = Math.max(0, now - nanos) / 1000;
        return micros + passed + gained * Math.min(passed, SECOND_MICROS) / SECOND_MICROS;
    }

    /** Whether it is time to look at the wall clock again. */
    boolean old(long now) {
        return (now - nanos) / 1000 >= SECOND_MICROS;
    }

    /** The same time from a later moment on, seen beside a wall clock. */
    SteadyTime beside(long now, long wallMillis) {
        long here = micros(now);
        long away = wallMillis * 1000 - here;
        return new SteadyTime(now, here, Math.clamp(away, -MOST_GAINED, MOST_GAINED));
    }
}
