package io.gridmill.cluster.members;

import io.gridmill.engine.Heartbeat;
import io.gridmill.report.NodeCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What this member last heard of each node, and when; those that went stay for a while. Thread-safe. */
final class Sightings {
    private static final int MOST_GONE = 50;
    private static final long GONE_FOR_MILLIS = 15 * 60_000L;

    private final String self;
    private final long intervalMillis;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final Set<String> goodbyes = ConcurrentHashMap.newKeySet();
    private final Map<String, Sighting> gone = new LinkedHashMap<>();

    private record Heard(Heartbeat heartbeat, long nanos) {}

    /**
     * Of one observer.
     *
     * @param self the observer's node, which is never suspect to itself
     * @param intervalMillis between heartbeats
     */
    Sightings(String self, long intervalMillis) {
        this.self = self;
        this.intervalMillis = intervalMillis;
    }

    void heard(Heartbeat heartbeat, long nanoTime) {
        heard.put(heartbeat.node(), new Heard(heartbeat, nanoTime));
    }

    /** What these nodes said last; of silent ones too. */
    List<Heartbeat> of(Collection<String> present) {
        List<Heartbeat> all = new ArrayList<>();
        for (String node : present) {
            Heard last = heard.get(node);
            if (last != null) {
                all.add(last.heartbeat);
            }
        }
        return all;
    }

    boolean isSuspect(String node, long nanoTime) {
        Heard last = heard.get(node);
        return last != null
                && !node.equals(self)
                && NodeCondition.isSuspect((nanoTime - last.nanos) / 1_000_000, intervalMillis);
    }

    /** A node says that it leaves. */
    void goodbye(String node) {
        goodbyes.add(node);
    }

    /**
     * A node is no member any more.
     *
     * @return whether it had said that it leaves
     */
    boolean left(String node, long now) {
        boolean saidGoodbye = goodbyes.remove(node);
        Heard last = heard.remove(node);
        if (last != null) {
            synchronized (gone) {
                gone.put(
                        node,
                        new Sighting(last.heartbeat, NodeCondition.offline(saidGoodbye, now)));
                Iterator<String> oldest = gone.keySet().iterator();
                while (gone.size() > MOST_GONE) {
                    oldest.next();
                    oldest.remove();
                }
            }
        }
        return saidGoodbye;
    }

    /** All nodes, present ones by what they say or by their silence, and those that went lately. */
    List<Sighting> all(Collection<String> present, long nanoTime, long now) {
        List<Sighting> all = new ArrayList<>();
        for (String node : present) {
            Sighting sighting = present(node, nanoTime, now);
            if (sighting != null) {
                all.add(sighting);
            }
        }
        synchronized (gone) {
            gone.values().removeIf(s -> now - s.condition().since() > GONE_FOR_MILLIS);
            gone.keySet().removeAll(present);
            all.addAll(gone.values());
        }
        return all;
    }

    private @Nullable Sighting present(String node, long nanoTime, long now) {
        Heard last = heard.get(node);
        if (last == null) {
            return null;
        }
        NodeCondition condition = last.heartbeat.condition();
        long silent = (nanoTime - last.nanos) / 1_000_000;
        return new Sighting(
                last.heartbeat,
                isSuspect(node, nanoTime) ? condition.suspect(now - silent, now) : condition);
    }
}
