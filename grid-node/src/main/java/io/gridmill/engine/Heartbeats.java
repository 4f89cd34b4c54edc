package io.gridmill.engine;

import io.gridmill.claim.NodeView;
import io.gridmill.report.NodeCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the members last said. Thread-safe. */
public final class Heartbeats {
    private static final double NO_USE = 1e-6;
    private static final long LOOK_AGAIN_NANOS = 500_000_000;

    private final String self;
    private final long intervalMillis;
    private final Map<String, Heard> last = new LinkedHashMap<>();
    private final WaitingWork waiting = new WaitingWork();
    private final Set<String> workers = new HashSet<>();
    private int slots;
    private int dataMembers;
    private final Map<String, Double> use = new HashMap<>();
    private final Map<String, Integer> typesOfOthers = new HashMap<>();
    private Nodes nodes = new Nodes(0, List.of());
    private long nodesSince;
    private boolean nodesChanged = true;

    /**
     * The nodes as they were seen lately, by id.
     *
     * @param version rises with each change that matters for who may run what
     */
    record Nodes(long version, List<NodeView> views) {
        Nodes {
            views = List.copyOf(views);
        }
    }

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

    /**
     * A member, this one included, said how it is, at this monotonic time of ours.
     *
     * @return whether other work may run there than before
     */
    synchronized boolean note(Heartbeat heartbeat, long nanoTime) {
        Heard before = last.put(heartbeat.node(), new Heard(heartbeat, nanoTime));
        boolean other = before == null || !sameAbility(before.heartbeat, heartbeat);
        nodesChanged |= other;
        if (!heartbeat.role().keepsData()) {
            workers.add(heartbeat.node());
        }
        if (before != null) {
            count(before.heartbeat, -1);
        }
        count(heartbeat, 1);
        if (!heartbeat.node().equals(self)) {
            waiting.note(heartbeat.node(), heartbeat.urgency());
        }
        return other;
    }

    /** Whether the same work may run there. */
    private static boolean sameAbility(Heartbeat a, Heartbeat b) {
        return a.condition().state() == b.condition().state()
                && (a.slots() > 0) == (b.slots() > 0)
                && a.labels().equals(b.labels())
                && a.types().equals(b.types())
                && a.capacity().resources().equals(b.capacity().resources());
    }

    private void count(Heartbeat heartbeat, int sign) {
        slots += sign * heartbeat.slots();
        dataMembers += heartbeat.role().keepsData() ? sign : 0;
        heartbeat.capacity().users().forEach((user, had) -> count(user, sign * had));
        if (!heartbeat.node().equals(self) && heartbeat.role().runsTasks()) {
            heartbeat.types().forEach(type -> typesOfOthers.merge(type, sign, Integer::sum));
        }
    }

    private void count(String user, double more) {
        double sum = use.getOrDefault(user, 0.0) + more;
        if (sum > NO_USE) {
            use.put(user, sum);
        } else {
            use.remove(user);
        }
    }

    /** Slots of the whole grid that a user has and had of late. */
    synchronized double use(String user) {
        return use.getOrDefault(user, 0.0);
    }

    /** The same of all users who have any; a copy. */
    synchronized Map<String, Double> use() {
        return new HashMap<>(use);
    }

    /** Whether a node runs a type, as far as it said. */
    synchronized boolean runs(String node, String type) {
        Heard heard = last.get(node);
        return heard != null
                && heard.heartbeat.role().runsTasks()
                && heard.heartbeat.types().contains(type);
    }

    /** Whether a node keeps or kept data: all do that never said otherwise. */
    synchronized boolean keepsData(String node) {
        return !workers.contains(node);
    }

    /** Whether another node runs a type. */
    synchronized boolean othersRun(String type) {
        return typesOfOthers.getOrDefault(type, 0) > 0;
    }

    /** Amounts that a node has, in thousandths. */
    synchronized Map<String, Long> resources(String node) {
        Heard heard = last.get(node);
        return heard == null ? Map.of() : heard.heartbeat.capacity().resources();
    }

    /** The nodes as they are seen; at most a moment old. */
    synchronized Nodes nodes(long nanoTime) {
        if (nodesChanged || nanoTime - nodesSince > LOOK_AGAIN_NANOS) {
            nodesChanged = false;
            nodesSince = nanoTime;
            List<NodeView> views = new ArrayList<>();
            for (Heard heard : last.values()) {
                views.add(view(heard, nanoTime));
            }
            views.sort(Comparator.comparing(NodeView::id));
            if (!views.equals(nodes.views)) {
                nodes = new Nodes(nodes.version + 1, views);
            }
        }
        return nodes;
    }

    /** What tasks use there changes all the time, and does not decide for whom work is meant. */
    private NodeView view(Heard heard, long nanoTime) {
        Heartbeat said = heard.heartbeat;
        long silentMillis = (nanoTime - heard.nanos) / 1_000_000;
        boolean suspect =
                !said.node().equals(self) && NodeCondition.isSuspect(silentMillis, intervalMillis);
        return said.view(suspect, Map.of());
    }

    /** Forgets those who are no members any more. */
    synchronized void keep(Set<String> present) {
        for (Iterator<Heard> all = last.values().iterator(); all.hasNext(); ) {
            Heartbeat heartbeat = all.next().heartbeat;
            if (!present.contains(heartbeat.node())) {
                all.remove();
                count(heartbeat, -1);
                nodesChanged = true;
                waiting.note(heartbeat.node(), 0);
            }
        }
    }

    /** Slots of all members, as far as they are known; at least 1. */
    synchronized int totalSlots() {
        return Math.max(1, slots);
    }

    /** Slots of all members that ran nothing when they said so last. */
    synchronized int idleSlots() {
        return last.values().stream()
                .map(Heard::heartbeat)
                .filter(said -> said.role().runsTasks())
                .mapToInt(said -> Math.max(0, said.slots() - said.busy()))
                .sum();
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

    /** How urgent the first is of what others have to give, as they said last. */
    int topUrgency() {
        return waiting.top();
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
