package io.gridmill.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a share of the records lives: the first replica owns it. Changes reach each backup in the
 * order in which the owner made them; what was under way from an owner that died is lost.
 */
final class Partition {
    final int id;
    final List<Member> replicas = new ArrayList<>();
    final List<Delivery> underWay = new ArrayList<>();
    private int term;

    Partition(int id) {
        this.id = id;
    }

    /** A change on its way to a backup. */
    static final class Delivery {
        private final Member to;
        private final Consumer<Copy> change;
        private final Runnable arrived;
        private long due;

        Delivery(Member to, Consumer<Copy> change, Runnable arrived) {
            this.to = to;
            this.change = change;
            this.arrived = arrived;
        }

        Member to() {
            return to;
        }

        long due() {
            return due;
        }
    }

    @Nullable Member owner() {
        return replicas.isEmpty() || !replicas.getFirst().alive() ? null : replicas.getFirst();
    }

    /** Rises when an owner dies: what it still had to say is not heard any more. */
    int term() {
        return term;
    }

    /** The copies of all members that live. */
    List<Copy> copies() {
        List<Copy> copies = new ArrayList<>();
        for (Member member : replicas) {
            Copy copy = member.copy(id);
            if (copy != null) {
                copies.add(copy);
            }
        }
        return copies;
    }

    List<Member> backups() {
        return List.copyOf(replicas.subList(Math.min(1, replicas.size()), replicas.size()));
    }

    /** Sends a change; one that is late holds up all behind it, as on one connection. */
    void send(Delivery delivery, long due) {
        delivery.due = due;
        for (Delivery before : underWay) {
            if (before.to.equals(delivery.to)) {
                delivery.due = Math.max(delivery.due, before.due);
            }
        }
        underWay.add(delivery);
    }

    /** A change arrives, after all that were sent to the same member before it. */
    void deliver(Delivery last) {
        while (underWay.contains(last)) {
            Delivery next =
                    underWay.stream().filter(d -> d.to.equals(last.to)).findFirst().orElseThrow();
            underWay.remove(next);
            Copy copy = next.to.copy(id);
            if (copy != null) {
                next.change.accept(copy);
                next.arrived.run();
            }
        }
    }

    /** Everything under way arrives, as before a migration. */
    void flush() {
        while (!underWay.isEmpty()) {
            deliver(underWay.getLast());
        }
    }

    /** Removes a member; when it owned the partition, the next one does and the others follow it. */
    void leave(Member member) {
        boolean owned = replicas.indexOf(member) == 0;
        replicas.remove(member);
        underWay.removeIf(delivery -> owned || delivery.to.equals(member));
        term += owned ? 1 : 0;
        Copy truth = owned && !replicas.isEmpty() ? replicas.getFirst().copy(id) : null;
        if (truth != null) {
            backups().stream()
                    .filter(Member::alive)
                    .forEach(backup -> backup.copies.put(id, new Copy(truth)));
        }
    }

    /** A new backup, with all that the owner has. */
    void join(Member member) {
        Member owner = replicas.isEmpty() ? null : replicas.getFirst();
        Copy truth = owner == null ? null : owner.copy(id);
        member.copies.put(id, truth == null ? new Copy() : new Copy(truth));
        replicas.add(member);
    }

    /** The owner and a backup change places. */
    void migrate(Member to) {
        flush();
        int place = replicas.indexOf(to);
        replicas.set(place, replicas.getFirst());
        replicas.set(0, to);
    }
}
