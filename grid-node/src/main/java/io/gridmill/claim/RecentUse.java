package io.gridmill.claim;

import java.util.HashMap;
import java.util.Map;

/**
 * Slots that each user has had of late: run time of tasks that ended, of which half is forgotten
 * every {@link #HALF_LIFE_MILLIS}, as slots used on average. Whoever uses s slots all the time comes
 * to s. Knows no clock. Not thread-safe.
 */
public final class RecentUse {
    /** Time after which use counts half. */
    public static final long HALF_LIFE_MILLIS = 10_000;

    private static final double PER_MILLI = Math.log(2) / HALF_LIFE_MILLIS;
    private static final double NOTHING = 0.001;

    private final Map<String, Double> slots = new HashMap<>();
    private long since;

    /** Tasks of a user ran for so long together; told when they ended. */
    public void add(String user, double runMillis, long nowMillis) {
        forget(nowMillis);
        slots.merge(user, runMillis * PER_MILLI, Double::sum);
    }

    /** By user, in slots; a copy. Users who had next to nothing are left out. */
    public Map<String, Double> now(long nowMillis) {
        forget(nowMillis);
        return new HashMap<>(slots);
    }

    private void forget(long nowMillis) {
        long passed = nowMillis - since;
        if (passed > 0) {
            since = nowMillis;
            double kept = Math.exp(-PER_MILLI * passed);
            slots.replaceAll((_, use) -> use * kept);
            slots.values().removeIf(use -> use < NOTHING);
        }
    }
}
