package io.gridmill.engine;

import io.gridmill.ledger.BlockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Blocks with tasks that wait for a back-off to pass, and when the next one is due. Thread-safe. */
final class DueTasks {
    private final Map<BlockKey, Long> due = new ConcurrentHashMap<>();

    /** Notes when the next task of a block is due; max value for none. */
    void note(BlockKey key, long nextDue) {
        if (nextDue == Long.MAX_VALUE) {
            due.remove(key);
        } else {
            due.put(key, nextDue);
        }
    }

    /** When the first of them is due, milliseconds since the epoch; max value for none. */
    long first() {
        long first = Long.MAX_VALUE;
        for (long at : due.values()) {
            first = Math.min(first, at);
        }
        return first;
    }

    /** Blocks in which something waits. */
    List<BlockKey> keys() {
        return List.copyOf(due.keySet());
    }

    /** Takes the blocks that have something due by now. */
    List<BlockKey> take(long now) {
        List<BlockKey> taken = new ArrayList<>();
        due.forEach(
                (key, at) -> {
                    if (at <= now && due.remove(key, at)) {
                        taken.add(key);
                    }
                });
        return taken;
    }
}
