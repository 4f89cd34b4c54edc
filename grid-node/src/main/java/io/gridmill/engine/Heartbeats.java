package io.gridmill.engine;

import io.gridmill.report.NodeCondition;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the members last said. Thread-safe. */
public final class Heartbeats {
    private final String self;
    private final long intervalMillis;
    private final Map<String, Heard> last = new LinkedHashMap<>();
    private final WaitingWork waiting = new WaitingWork();
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
        if (!heartbeat.node().equals(self)) {
            waiting.note(heartbeat.node(), heartbeat.ready() == 0 ? 0 : heartbeat.bestPriority());
        }
    }

    private void count(Heartbeat heartbeat, int sign) {
        slots += sign * heartbeat.slots();
        dataMembers += heartbeat.role().keepsData() ? sign : 0;
    }

    /** Forgets those who are no members any more. */
    synchronized void keep(Set<String> present) {
        for (Iterator<Heard> all = last.values().iterator(); all.hasNext(); ) {
            Heartbeat heartbeat = all.next().heartbeat;
            if (!present.contains(heartbeat.node())) {
                all.remove();
                count(heartbeat, -1);
                waiting.note(heartbeat.node(), 0);
            }
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
     * Another member with the most urgent waiting work; null when none has any. Of two that chance
     * picks, the one with more: if all went to the one with most, a thousand nodes would ask it for
     * the same few blocks.
     */
    synchronized @Nullable Heartbeat mostUrgent(RandomGenerator random, long nanoTime) {
        Heartbeat one = pick(random, nanoTime);
        Heartbeat two = pick(random, nanoTime);
        return one == null || two == null || one.ready() >= two.ready() ? one : two;
    }

    /** One that has gone silent is not asked until it speaks: its answer would be waited for. */
    private @Nullable Heartbeat pick(RandomGenerator random, long nanoTime) {
        while (true) {
            Heard heard = last.get(waiting.pick(random));
            if (heard == null) {
                return null;
            }
            long silentMillis = (nanoTime - heard.nanos) / 1_000_000;
            if (!NodeCondition.isSuspect(silentMillis, intervalMillis)) {
                return heard.heartbeat;
            }
            waiting.note(heard.heartbeat.node(), 0);
        }
    }

    /** Notes that a member has nothing to give after all, until it says so again. */
    synchronized void nothingThere(Heartbeat heartbeat) {
        Heard heard = last.get(heartbeat.node());
        if (heard != null && heartbeat.equals(heard.heartbeat)) {
            last.put(heartbeat.node(), new Heard(heartbeat.withoutWork(), heard.nanos));
            waiting.note(heartbeat.node(), 0);
        }
    }
}
