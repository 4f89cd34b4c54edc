package io.gridmill.cluster.joining;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says once a minute why connections with a host were refused, however many there are. Thread-safe.
 */
final class RefusalLog {
    private static final long QUIET_NANOS = 60_000_000_000L;
    private static final int MOST_ENTRIES = 256;

    private final Logger log;
    private final LongSupplier clock;
    private final SequencedMap<String, Said> entries = new LinkedHashMap<>();

    /**
     * Of nothing said yet.
     *
     * @param clock monotonic, nanoseconds
     */
    RefusalLog(Logger log, LongSupplier clock) {
        this.log = log;
        this.clock = clock;
    }

    private static final class Said {
        private long at;
        private int since;
    }

    /** A connection with that host was refused. */
    synchronized void refused(String host, String reason) {
        long now = clock.getAsLong();
        String key = host + " " + reason;
        Said entry = entries.get(key);
        if (entry != null && now - entry.at < QUIET_NANOS) {
            entry.since++;
            return;
        }
        int before = entry == null ? 0 : entry.since;
        Said fresh = new Said();
        fresh.at = now;
        entries.remove(key);
        if (entries.size() >= MOST_ENTRIES) {
            entries.pollFirstEntry();
        }
        entries.put(key, fresh);
        if (before == 0) {
            log.warn("Refused a connection with {}: {}", host, reason);
        } else {
            log.warn("Refused a connection with {}, and {} before: {}", host, before, reason);
        }
    }
}
