package io.gridmill.simulation;

import io.gridmill.health.Quorum;
import io.gridmill.ledger.BlockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The members and who keeps which partition, as Hazelcast does it: the oldest member publishes one
 * list; who does not answer for a while is put out of it; the first backup of what was lost becomes
 * its owner; then backups are made again and partitions evened out.
 */
final class Cluster {
    private static final long FAILURE_AFTER = 5 * World.SECOND;

    private final World world;
    private final int backups;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<Node> members = new ArrayList<>();
    private final Map<String, Node> byId = new HashMap<>();
    private final Map<Node, List<Partition>> owned = new HashMap<>();
    private boolean stale = true;
    private boolean repairing;
    private int mayBeLost;
    private long versions;
    private final int fewest;
    private final Balance balance;
    private boolean held;

    Cluster(World world, Settings settings) {
        this(world, settings.backups(), settings.partitions(), fewest(settings));
    }

    private Cluster(World world, int backups, int partitionCount, int fewest) {
        this.world = world;
        this.backups = backups;
        this.fewest = fewest;
        this.balance = new Balance(partitions, members, backups);
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new Partition(i));
        }
    }

    /** Where nobody comes back a majority has to stay: the rest would wait for ever. */
    private static int fewest(Settings settings) {
        boolean guarded = settings.nodes() >= Quorum.FEWEST;
        return settings.faults().contains(Fault.RESTART) || !guarded ? 1 : settings.nodes() / 2 + 1;
    }

    /** Who stands in the list, oldest first; some may have just died. */
    List<Node> members() {
        return members;
    }

    List<Partition> partitions() {
        return partitions;
    }

    Node node(String id) {
        return java.util.Objects.requireNonNull(byId.get(id));
    }

    /** A block of number 0 lies beside its job, as production places it. */
    Partition partition(BlockKey key) {
        return key.number() == 0
                ? partition(key.job())
                : at(key.job().hashCode() + key.number() * 0x85EBCA6B);
    }

    Partition partition(String job) {
        return at(job.hashCode());
    }

    private Partition at(int key) {
        int hash = key * 0x9E3779B9;
        return partitions.get(Math.floorMod(hash ^ (hash >>> 15), partitions.size()));
    }

    List<Partition> partitionsOf(Node node) {
        if (stale) {
            owned.clear();
            for (Partition partition : partitions) {
                Node owner = partition.owner();
                if (owner != null) {
                    owned.computeIfAbsent(owner, _ -> new ArrayList<>()).add(partition);
                }
            }
            stale = false;
        }
        return owned.getOrDefault(node, List.of());
    }

    void join(Node node) {
        members.add(node);
        node.cluster(this);
        byId.put(node.id, node);
        node.view(versions + 1, view());
        publish(Set.of(), false);
        if (mayBeLost == 0 && members.size() == 1) {
            fill();
        }
        repairSoon();
    }

    /** All at once, as a grid is found that has run for a while. */
    void start(List<Node> nodes) {
        for (Node node : nodes) {
            members.add(node);
            node.cluster(this);
            byId.put(node.id, node);
        }
        Set<String> view = view();
        nodes.forEach(node -> node.view(0, view));
        fill();
        even();
    }

    private Set<String> view() {
        Set<String> view = new LinkedHashSet<>();
        members.forEach(member -> view.add(member.id));
        return view;
    }

    /** The list reaches every member a little later, and each is told who is missing. */
    private void publish(Set<String> gone, boolean saidGoodbye) {
        Set<String> view = view();
        long version = ++versions;
        for (Node member : List.copyOf(members)) {
            world.after(
                    world.between(1, 30) * World.MILLI,
                    () -> member.run(() -> learn(member, version, view, gone, saidGoodbye)));
        }
    }

    private static void learn(
            Node member, long version, Set<String> view, Set<String> gone, boolean saidGoodbye) {
        member.view(version, view);
        gone.forEach(id -> member.member().nodeLeft(id, saidGoodbye));
    }

    /** Whether the promise allows to lose one more now. */
    boolean mayLose() {
        long able = members.stream().filter(Node::responsive).count();
        return mayBeLost > 0 && able > Math.max(fewest, Math.max(1, backups));
    }

    /** The most members that a split may take away now; 0 while none may happen. */
    int maySplit() {
        boolean able =
                members.size() >= Quorum.FEWEST && members.stream().allMatch(Node::responsive);
        return able ? Math.min(mayBeLost, members.size() / 2) : 0;
    }

    /** Nothing passes to some members any more: no partition moves until they part, or are back. */
    void hold(int some) {
        held = true;
        mayBeLost -= some;
    }

    /** All are back before they were missed: what was under way arrives. */
    void release() {
        held = false;
        partitions.forEach(Partition::flush);
        repairSoon();
    }

    /** Some have been missed for too long and go on by themselves, with the copies they have. */
    Cluster split(Set<Node> some) {
        held = false;
        Cluster side = new Cluster(world, backups, partitions.size(), fewest);
        side.versions = versions;
        for (Partition partition : partitions) {
            partition.divide(some, side.partitions.get(partition.id));
        }
        for (Node member : List.copyOf(members)) {
            if (some.contains(member)) {
                members.remove(member);
                side.members.add(member);
                side.byId.put(member.id, member);
                member.cluster(side);
            }
        }
        miss(side.members);
        side.miss(members);
        return side;
    }

    /** Members know that others are gone before what they had is given to somebody else. */
    private void miss(List<Node> lost) {
        stale = true;
        Set<String> gone = new LinkedHashSet<>();
        lost.forEach(node -> gone.add(node.id));
        Set<String> view = view();
        long version = ++versions;
        members.forEach(member -> member.view(version, view));
        publish(gone, false);
        repairSoon();
    }

    /** The members of a side are taken in again, each with what it owned there. */
    Map<Node, List<Copy>> takeBack(Cluster side) {
        Map<Node, List<Copy>> brought = new LinkedHashMap<>();
        versions = Math.max(versions, side.versions);
        for (Node member : side.members) {
            List<Copy> own = new ArrayList<>();
            for (Partition partition : side.partitionsOf(member)) {
                Copy copy = member.copies[partition.id];
                if (copy != null) {
                    own.add(copy);
                }
            }
            brought.put(member, own);
        }
        side.partitions.forEach(Partition::giveUp);
        for (Node member : List.copyOf(side.members)) {
            member.forgetCopies();
            join(member);
            member.rejoined();
        }
        side.members.clear();
        return brought;
    }

    void crash(Node node) {
        mayBeLost--;
        node.crash();
        // The master itself may be the one: then the next oldest finds out, a little later.
        long slower = members.indexOf(node) == 0 ? 2 : 1;
        world.after(world.between(100, 900) * slower * World.MILLI, () -> remove(node));
    }

    /** A process stands still; if it takes too long, the others put it out. */
    void freeze(Node node, long micros, Consumer<Node> evicted) {
        node.freeze();
        if (micros >= FAILURE_AFTER) {
            mayBeLost--;
            world.after(
                    FAILURE_AFTER,
                    () -> {
                        if (node.alive()) {
                            node.evict();
                            remove(node);
                        }
                    });
            world.after(
                    micros + world.between(500, 3_000) * World.MILLI,
                    () -> {
                        if (node.alive()) {
                            evicted.accept(node);
                        }
                    });
        }
        world.after(micros, node::thaw);
    }

    /** A member goes in good order: others have all that it kept before it ends. */
    void goodbye(Node node) {
        List<Node> others = members.stream().filter(m -> m != node && m.responsive()).toList();
        boolean allThere = node.responsive() && others.size() == members.size() - 1;
        if (held || node.cluster() != this || others.isEmpty() || !allThere) {
            if (node.alive()) {
                world.after(World.SECOND, () -> goodbye(node));
            }
            return;
        }
        for (Partition partition : partitions) {
            if (partition.owner() == node) {
                handOver(partition, others.getFirst());
            }
            if (partition.replicas.contains(node)) {
                partition.drop(node);
            }
        }
        mayBeLost = Math.max(0, mayBeLost - 1);
        members.remove(node);
        stale = true;
        node.crash();
        publish(Set.of(node.id), true);
        repairSoon();
    }

    private static void handOver(Partition partition, Node to) {
        if (partition.backups().isEmpty()) {
            partition.join(to);
        }
        partition.migrate(partition.backups().getFirst());
    }

    private void remove(Node node) {
        if (!members.remove(node)) {
            return;
        }
        stale = true;
        for (Partition partition : partitions) {
            if (partition.replicas.contains(node)) {
                partition.leave(node);
            }
        }
        stale = true;
        publish(Set.of(node.id), false);
        repairSoon();
    }

    private void repairSoon() {
        if (!repairing) {
            repairing = true;
            world.after(world.between(100, 3_000) * World.MILLI, this::repair);
        }
    }

    /** Gives each partition the copies it should have, and the members about equal shares. */
    private void repair() {
        repairing = false;
        if (members.isEmpty()) {
            // A side of a split whose members have been taken back.
            return;
        }
        if (held || members.stream().anyMatch(member -> !member.responsive())) {
            repairSoon();
            return;
        }
        fill();
        even();
    }

    private void fill() {
        balance.fill();
        stale = true;
        mayBeLost = Math.min(backups, members.size() - 1);
    }

    private void even() {
        balance.even();
        stale = true;
    }

    /** Moves the ownership of some partitions to one of their backups. */
    void migrateSome() {
        if (held || members.stream().anyMatch(member -> !member.responsive())) {
            return;
        }
        for (Partition partition : partitions) {
            if (partition.owner() != null && !partition.backups().isEmpty() && world.chance(0.2)) {
                partition.migrate(
                        partition.backups().get(world.between(0, partition.backups().size())));
            }
        }
        stale = true;
    }
}
