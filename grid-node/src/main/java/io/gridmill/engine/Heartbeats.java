package io.gridmill.engine;

import io.gridmill.report.NodeCondition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the members last said. Thread-safe. */
public final class Heartbeats {
    private final String self;
    private final long intervalMillis;
    private final Map<String, Heard> last = new LinkedHashMap<>();
    private int slots;
    private int dataMembers;

    private record Heard(Heartbeat heartbeat, long nanos) {}

    /**
     * Nothing was said yet.
     *
     * @param self id of this node
     * @param intervalMillis between heartbeats
     */
    Heartbeats(String self, long intervalMillis) {
        this.self = self;
        this.intervalMillis = intervalMillis;
    }

    /** A member, this one included, said how it is, at this monotonic time of ours. */
    synchronized void note(Heartbeat heartbeat, long nanoTime) {
        Heard before = last.put(heartbeat.node(), new Heard(heartbeat, nanoTime));
        if (before != null) {
            count(before.heartbeat, -1);
        }
        count(heartbeat, 1);
    }

    private void count(Heartbeat heartbeat, int sign) {
        slots += sign * heartbeat.slots();
        dataMembers += heartbeat.role().keepsData() ? sign : 0;
    }

    /** Forgets those who are no members any more. */
    synchronized void keep(Set<String> present) {
        if (last.keySet().retainAll(present)) {
            slots = 0;
            dataMembers = 0;
            last.values().forEach(heard -> count(heard.heartbeat, 1));
        }
    }

    /** Slots of all members, as far as they are known; at least 1. */
    synchronized int totalSlots() {
        return Math.max(1, slots);
    }

    /** Members that keep data and said something, this one included; at least 1. */
    synchronized int dataMembers() {
        return Math.max(1, dataMembers);
    }

    /** Tasks that wait, as far as members said. */
    synchronized long readyTasks() {
        return last.values().stream().mapToLong(heard -> heard.heartbeat.ready()).sum();
    }

    /**
     * The other member with the most urgent waiting work; null when none has any. One that has gone
     * silent is not asked: its answer would be waited for.
     */
    synchronized @Nullable Heartbeat mostUrgent(long nanoTime) {
        Heartbeat best = null;
        for (Heard heard : last.values()) {
            Heartbeat heartbeat = heard.heartbeat;
            long silentMillis = (nanoTime - heard.nanos) / 1_000_000;
            if (heartbeat.ready() == 0
                    || heartbeat.node().equals(self)
                    || NodeCondition.isSuspect(silentMillis, intervalMillis)) {
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
        Heard heard = last.get(heartbeat.node());
        if (heard != null && heartbeat.equals(heard.heartbeat)) {
            last.put(heartbeat.node(), new Heard(heartbeat.withoutWork(), heard.nanos));
        }
    }
}
