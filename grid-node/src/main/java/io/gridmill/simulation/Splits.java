package io.gridmill.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts of the network that outlast the detection of failures: each side puts the other out and goes
 * on as it may; when the cut is over the smaller side finds the larger one and is merged into it, as
 * Hazelcast does it. One at a time, and never so many members that records have no copy left.
 */
final class Splits {
    private static final long MISSED_AFTER = 5 * World.SECOND;

    private final World world;
    private final Wire wire;
    private final Cluster cluster;
    private final Store store;
    private final Trace trace;
    private @Nullable Set<Node> cutOff;
    private @Nullable Cluster side;
    private int number;

    Splits(World world, Wire wire, Cluster cluster, Store store, Trace trace) {
        this.world = world;
        this.wire = wire;
        this.cluster = cluster;
        this.store = store;
        this.trace = trace;
    }

    /** Members of both sides, whom clients may reach. */
    List<Node> everybody() {
        List<Node> all = new ArrayList<>(cluster.members());
        if (side != null) {
            all.addAll(side.members());
        }
        return all;
    }

    /** Whom the next split takes away; nobody while none may happen. */
    Set<Node> some() {
        int most = cutOff == null && wire.whole() ? cluster.maySplit() : 0;
        if (most == 0) {
            return Set.of();
        }
        List<Node> keepers = cluster.keepers();
        int count = world.between(1, most + 1);
        Set<Node> some = new LinkedHashSet<>();
        while (some.size() < count) {
            some.add(keepers.get(world.between(0, keepers.size())));
        }
        for (Node member : cluster.members()) {
            // Workers are on either side; they count for nothing.
            if (!member.role.keepsData() && world.chance(0.5)) {
                some.add(member);
            }
        }
        return some;
    }

    /** Cuts some members off. */
    void begin(Set<Node> some) {
        long missed = MISSED_AFTER + world.between(0, World.SECOND);
        wire.sever(cluster.members(), some, world.time() + missed);
        cluster.hold(some);
        cutOff = some;
        number++;
        int mine = number;
        world.after(missed, () -> part(mine));
    }

    private void part(int mine) {
        Set<Node> some = cutOff;
        if (some == null || mine != number) {
            return;
        }
        boolean ready =
                cluster.members().containsAll(some) && some.stream().allMatch(Node::responsive);
        if (!ready) {
            together();
            return;
        }
        trace.grid(some + " go on by themselves");
        side = cluster.split(some);
        world.after(world.between(1_000, 30_000) * World.MILLI, () -> passable(mine));
    }

    private void passable(int mine) {
        if (side != null && mine == number) {
            trace.grid("the network is whole again");
            wire.heal();
            world.after(world.between(500, 12_000) * World.MILLI, () -> merge(mine));
        }
    }

    private void together() {
        trace.grid("the network is whole again before anybody was missed");
        wire.heal();
        cutOff = null;
        cluster.release();
    }

    private void merge(int mine) {
        if (side == null || mine != number) {
            return;
        }
        trace.grid(cutOff + " are merged into the others");
        Map<Node, List<Copy>> brought = cluster.takeBack(side);
        side = null;
        cutOff = null;
        brought.forEach(
                (member, copies) ->
                        copies.forEach(
                                copy ->
                                        member.after(
                                                world.between(0, 500),
                                                () -> store.merge(member, copy))));
    }

    /** No more of it: what is apart comes together now. */
    void stop() {
        wire.heal();
        if (side != null) {
            merge(number);
        } else if (cutOff != null) {
            together();
        }
    }
}
