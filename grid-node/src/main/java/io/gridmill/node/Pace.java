package io.gridmill.node;

/** How many tasks end in a second, from totals that are looked at now and then. Thread-safe. */
final class Pace {
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    private static final long LONGEST_NANOS = 30_000_000_000L;

    private boolean begun;
    private long time;
    private long total;
    private double perSecond;

    /**
     * Notes a total; the pace since the last one, 0 while it is not known.
     *
     * @param now by the monotonic clock
     */
    synchronized double note(long tasksDone, long now) {
        long passed = now - time;
        if (begun && passed < SHORTEST_NANOS) {
            return perSecond;
        }
        // A total falls when a node goes: nothing is known then.
        boolean known = begun && passed <= LONGEST_NANOS && tasksDone >= total;
        perSecond = known ? (tasksDone - total) * 1e9 / passed : 0;
        begun = true;
        time = now;
        total = tasksDone;
        return perSecond;
    }
}
