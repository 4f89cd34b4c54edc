package io.gridmill.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the members last said. Thread-safe. */
public final class Heartbeats {
    private final String self;
    private final Map<String, Heartbeat> last = new LinkedHashMap<>();
    private final WaitingWork waiting = new WaitingWork();
    private int slots;

    /** Nothing was said yet; {@code self} is the id of this node. */
    public Heartbeats(String self) {
        this.self = self;
    }

    /** A member, this one included, said how it is. */
    public synchronized void note(Heartbeat heartbeat) {
        Heartbeat before = last.put(heartbeat.node(), heartbeat);
        slots += heartbeat.slots() - (before == null ? 0 : before.slots());
        if (!heartbeat.node().equals(self)) {
            waiting.note(heartbeat.node(), heartbeat.ready() == 0 ? 0 : heartbeat.bestPriority());
        }
    }

    /** Forgets those who are no members any more. */
    public synchronized void keep(Set<String> present) {
        List<String> gone = last.keySet().stream().filter(node -> !present.contains(node)).toList();
        for (String node : gone) {
            Heartbeat was = last.remove(node);
            slots -= was == null ? 0 : was.slots();
            waiting.note(node, 0);
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

    /**
     * Another member with the most urgent waiting work; null when none has any. Of two that chance
     * picks, the one with more: if all went to the one with most, a thousand nodes would ask it for
     * the same few blocks.
     */
    synchronized @Nullable Heartbeat mostUrgent(RandomGenerator random) {
        Heartbeat one = last.get(waiting.pick(random));
        Heartbeat two = last.get(waiting.pick(random));
        return one == null || two == null || one.ready() >= two.ready() ? one : two;
    }

    /** Notes that a member has nothing to give after all, until it says so again. */
    synchronized void nothingThere(Heartbeat heartbeat) {
        if (heartbeat.equals(last.get(heartbeat.node()))) {
            last.put(heartbeat.node(), heartbeat.withoutWork());
            waiting.note(heartbeat.node(), 0);
        }
    }
}
