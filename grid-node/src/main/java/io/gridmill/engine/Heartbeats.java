package io.gridmill.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the members last said. Thread-safe. */
public final class Heartbeats {
    private final String self;
    private final Map<String, Heartbeat> last = new LinkedHashMap<>();
    private int slots;

    /** Nothing was said yet; {@code self} is the id of this node. */
    public Heartbeats(String self) {
        this.self = self;
    }

    /** A member, this one included, said how it is. */
    public synchronized void note(Heartbeat heartbeat) {
        Heartbeat before = last.put(heartbeat.node(), heartbeat);
        slots += heartbeat.slots() - (before == null ? 0 : before.slots());
    }

    /** Forgets those who are no members any more. */
    public synchronized void keep(Set<String> present) {
        if (last.keySet().retainAll(present)) {
            slots = last.values().stream().mapToInt(Heartbeat::slots).sum();
        }
    }

    /** What they last said; a copy. */
    public synchronized Collection<Heartbeat> all() {
        return List.copyOf(last.values());
    }

    /** Slots of all members, as far as they are known; at least 1. */
    public synchronized int totalSlots() {
        return Math.max(1, slots);
    }

    /** Members that said something, this one included; at least 1. */
    synchronized int members() {
        return Math.max(1, last.size());
    }

    /** The other member with the most urgent waiting work; null when none has any. */
    synchronized @Nullable Heartbeat mostUrgent() {
        Heartbeat best = null;
        for (Heartbeat heartbeat : last.values()) {
            if (heartbeat.ready() == 0 || heartbeat.node().equals(self)) {
                continue;
            }
            if (best == null
                    || heartbeat.bestPriority() > best.bestPriority()
                    || (heartbeat.bestPriority() == best.bestPriority()
                            && heartbeat.ready() > best.ready())) {
                best = heartbeat;
            }
        }
        return best;
    }

    /** Notes that a member has nothing to give after all, until it says so again. */
    synchronized void nothingThere(Heartbeat heartbeat) {
        if (heartbeat.equals(last.get(heartbeat.node()))) {
            last.put(heartbeat.node(), heartbeat.withoutWork());
        }
    }
}
