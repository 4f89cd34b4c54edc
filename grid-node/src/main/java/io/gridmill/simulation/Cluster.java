package io.gridmill.simulation;

import io.gridmill.health.Quorum;
import io.gridmill.ledger.BlockKey;
import io.gridmill.simulation.Node.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
    private final List<Node> keepers = new ArrayList<>();
    private final Map<String, Node> byId = new HashMap<>();
    private final Map<Node, List<Partition>> owned = new HashMap<>();
    private boolean stale = true;
    private boolean repairing;
    private int mayBeLost;
    private long versions;
    private final int fewest;
    private final boolean replaced;
    private final Balance balance;
    private boolean held;

    Cluster(World world, Settings settings) {
        this(
                world,
                settings.backups(),
                settings.partitions(),
                fewest(settings),
                settings.faults().contains(Fault.RESTART));
    }

    private Cluster(World world, int backups, int partitionCount, int fewest, boolean replaced) {
        this.world = world;
        this.backups = backups;
        this.fewest = fewest;
        this.replaced = replaced;
        this.balance = new Balance(partitions, keepers, backups);
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new Partition(i));
        }
    }

    /** Where nobody comes back a majority has to stay: the rest would wait for ever. */
    private static int fewest(Settings settings) {
        int keepers = settings.dataNodes();
        boolean guarded = keepers >= Quorum.FEWEST;
        return settings.faults().contains(Fault.RESTART) || !guarded ? 1 : keepers / 2 + 1;
    }

    /** Who stands in the list, oldest first; some may have just died. */
    List<Node> members() {
        return members;
    }

    /** Those of the members that keep data; a copy. */
    List<Node> keepers() {
        return List.copyOf(keepers);
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
        add(node);
        node.view(view(versions + 1));
        publish(Set.of(), false);
        if (mayBeLost == 0 && keepers.size() == 1) {
            fill();
        }
        repairSoon();
    }

    private void add(Node node) {
        members.add(node);
        if (node.role.keepsData()) {
            keepers.add(node);
        }
        node.cluster(this);
        byId.put(node.id, node);
    }

    /** All at once, as a grid is found that has run for a while. */
    void start(List<Node> nodes) {
        nodes.forEach(this::add);
        View view = view(0);
        nodes.forEach(node -> node.view(view));
        fill();
        even();
    }

    private View view(long version) {
        Set<String> ids = new LinkedHashSet<>();
        members.forEach(member -> ids.add(member.id));
        return new View(version, ids, keepers.size());
    }

    /** The list reaches every member a little later, and each is told who is missing. */
    private void publish(Set<String> gone, boolean saidGoodbye) {
        View view = view(++versions);
        for (Node member : List.copyOf(members)) {
            world.after(
                    world.between(1, 30) * World.MILLI,
                    () -> member.run(() -> learn(member, view, gone, saidGoodbye)));
        }
    }

    private static void learn(Node member, View view, Set<String> gone, boolean saidGoodbye) {
        member.view(view);
        gone.forEach(id -> member.member().nodeLeft(id, saidGoodbye));
    }

    /** Whether every partition has all the copies that the members can hold. */
    boolean safe() {
        int copies = Math.min(backups + 1, keepers.size());
        return partitions.stream().allMatch(partition -> partition.replicas.size() == copies);
    }

    /** Whether the promise allows to lose this one now. */
    boolean mayLose(Node node) {
        if (!node.role.keepsData()) {
            return replaced || others(node, members).anyMatch(other -> other.role.runsTasks());
        }
        long able = keepers.stream().filter(Node::responsive).count();
        return mayBeLost > 0
                && able > Math.max(fewest, Math.max(1, backups))
                && (replaced || others(node, members).anyMatch(other -> other.role.runsTasks()));
    }

    private static Stream<Node> others(Node node, List<Node> among) {
        return among.stream().filter(other -> other != node && other.responsive());
    }

    /** One that kept data is lost. */
    private void miss(Node node) {
        mayBeLost -= node.role.keepsData() ? 1 : 0;
    }

    /** The most members that a split may take away now; 0 while none may happen. */
    int maySplit() {
        boolean able =
                keepers.size() >= Quorum.FEWEST && members.stream().allMatch(Node::responsive);
        return able ? Math.min(mayBeLost, keepers.size() / 2) : 0;
    }

    /** Nothing passes to some members any more: no partition moves until they part, or are back. */
    void hold(Set<Node> some) {
        held = true;
        some.forEach(this::miss);
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
        Cluster side = new Cluster(world, backups, partitions.size(), fewest, replaced);
        side.versions = versions;
        for (Partition partition : partitions) {
            partition.divide(some, side.partitions.get(partition.id));
        }
        for (Node member : List.copyOf(members)) {
            if (some.contains(member)) {
                members.remove(member);
                keepers.remove(member);
                side.add(member);
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
        View view = view(++versions);
        members.forEach(member -> member.view(view));
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
        side.keepers.clear();
        return brought;
    }

    void crash(Node node) {
        miss(node);
        node.crash();
        // The master itself may be the one: then the next oldest finds out, a little later.
        long slower = members.indexOf(node) == 0 ? 2 : 1;
        world.after(world.between(100, 900) * slower * World.MILLI, () -> remove(node));
    }

    /** A process stands still; if it takes too long, the others put it out. */
    void freeze(Node node, long micros, Consumer<Node> evicted) {
        node.freeze();
        if (micros >= FAILURE_AFTER) {
            miss(node);
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
        List<Node> others = others(node, keepers).toList();
        boolean allThere = node.responsive() && members.stream().allMatch(Node::responsive);
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
        miss(node);
        mayBeLost = Math.max(0, mayBeLost);
        members.remove(node);
        keepers.remove(node);
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
        keepers.remove(node);
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
        mayBeLost = Math.max(0, Math.min(backups, keepers.size() - 1));
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
