package io.gridmill.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of the store: its owner comes first, then its backups. What was sent to a backup first
 * arrives first; what an owner sent and did not arrive dies with it.
 */
final class Partition {
    final int id;
    final List<Node> replicas = new ArrayList<>();
    private final Map<Node, Line> lines = new HashMap<>();
    private final Set<Waiting> waiting = new LinkedHashSet<>();
    private int term;

    Partition(int id) {
        this.id = id;
    }

    /** What is on its way to one backup. */
    private static final class Line {
        private final ArrayDeque<Delivery> queue = new ArrayDeque<>();
        private long lastDue;
    }

    /** A change on its way to a backup. */
    static final class Delivery {
        private final Node to;
        private final Consumer<Copy> change;
        private final @Nullable Waiting waits;

        Delivery(Node to, Consumer<Copy> change, @Nullable Waiting waits) {
            this.to = to;
            this.change = change;
            this.waits = waits;
        }

        Node to() {
            return to;
        }
    }

    /** Told when a backup has arrived, or will not. */
    interface Waiting {
        void arrived();

        void lost();
    }

    @Nullable Node owner() {
        return replicas.isEmpty() ? null : replicas.getFirst();
    }

    /** The owner's copy, if it can be reached at all. */
    @Nullable Copy truth() {
        Node owner = owner();
        return owner == null ? null : owner.copies[id];
    }

    /** The copy of who owns it or will, when the owner has just died. */
    @Nullable Copy survivor() {
        for (Node member : replicas) {
            Copy copy = member.copies[id];
            if (copy != null) {
                return copy;
            }
        }
        return null;
    }

    List<Node> backups() {
        return replicas.subList(Math.min(1, replicas.size()), replicas.size());
    }

    /** Rises when an owner is lost. */
    int term() {
        return term;
    }

    boolean quiet() {
        return lines.values().stream().allMatch(line -> line.queue.isEmpty());
    }

    /** Somebody waits for backups, and is told when the owner is lost. */
    void waits(Waiting who) {
        waiting.add(who);
    }

    void waitsNoMore(Waiting who) {
        waiting.remove(who);
    }

    /** Sends a change; gives when it arrives: not before what was sent before it. */
    long send(Delivery delivery, long due) {
        Line line = lines.computeIfAbsent(delivery.to, _ -> new Line());
        line.queue.add(delivery);
        line.lastDue = Math.max(due, line.lastDue);
        return line.lastDue;
    }

    /** A change arrives, after all that were sent to the same member before it. */
    void deliver(Delivery last) {
        Line line = lines.get(last.to);
        if (line == null || !line.queue.contains(last)) {
            return;
        }
        Delivery next;
        do {
            next = line.queue.remove();
            Copy copy = last.to.copies[id];
            if (copy != null) {
                next.change.accept(copy);
            }
            if (next.waits != null) {
                next.waits.arrived();
            }
        } while (next != last);
    }

    /** All that is under way arrives. */
    void flush() {
        for (Line line : List.copyOf(lines.values())) {
            while (!line.queue.isEmpty()) {
                deliver(line.queue.getLast());
            }
        }
    }

    /** A member is lost; when it owned the partition, the next one does and the others follow it. */
    void leave(Node member) {
        boolean owned = owner() == member;
        replicas.remove(member);
        List<Waiting> hurt = List.copyOf(waiting);
        if (owned) {
            promote();
        } else {
            lines.remove(member);
        }
        hurt.forEach(Waiting::lost);
    }

    /** Whoever is first now owns it, and the others follow. */
    private void promote() {
        term++;
        lines.clear();
        waiting.clear();
        Copy truth = truth();
        for (Node backup : backups()) {
            if (truth != null) {
                backup.copies[id] = new Copy(truth);
            }
        }
    }

    /** Some go with their copies to the other side of a split; on each side the first owns it. */
    void divide(Set<Node> some, Partition otherSide) {
        Node owner = owner();
        List<Node> gone = replicas.stream().filter(some::contains).toList();
        if (gone.isEmpty()) {
            return;
        }
        List<Waiting> hurt = List.copyOf(waiting);
        replicas.removeAll(gone);
        otherSide.replicas.addAll(gone);
        otherSide.promote();
        if (owner() == owner) {
            gone.forEach(lines::remove);
        } else {
            promote();
        }
        hurt.forEach(Waiting::lost);
    }

    /** The owner gives it up: nothing that is under way will arrive. */
    void giveUp() {
        List<Waiting> hurt = List.copyOf(waiting);
        lines.clear();
        waiting.clear();
        hurt.forEach(Waiting::lost);
    }

    /** A new backup, with all that the owner has. */
    void join(Node member) {
        Copy truth = truth();
        member.copies[id] = truth == null ? new Copy() : new Copy(truth);
        replicas.add(member);
    }

    /** The owner and a backup change places, when all that was under way has arrived. */
    void migrate(Node to) {
        flush();
        int place = replicas.indexOf(to);
        replicas.set(place, replicas.getFirst());
        replicas.set(0, to);
    }

    /** A member keeps no copy any more. */
    void drop(Node member) {
        replicas.remove(member);
        Line line = lines.remove(member);
        while (line != null && !line.queue.isEmpty()) {
            Waiting waits = line.queue.remove().waits;
            if (waits != null) {
                waits.arrived();
            }
        }
        member.copies[id] = null;
    }

    /** A backup moves to another member. */
    void moveBackup(Node from, Node to) {
        flush();
        replicas.remove(from);
        from.copies[id] = null;
        join(to);
    }
}
