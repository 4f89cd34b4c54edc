package io.gridmill.simulation;

import io.gridmill.engine.Member;
import io.gridmill.engine.NodeCommand;
import io.gridmill.report.NodeRole;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** When what goes wrong; never more members lost than records have copies left to stand it. */
final class FaultPlan {
    /** A cut that lasts longer splits the cluster: another fault. */
    private static final int LONGEST_CUT_MILLIS = 4_500;

    private final Settings settings;
    private final World world;
    private final Wire wire;
    private final Cluster cluster;
    private final Trace trace;
    private final Consumer<NodeRole> restart;
    private final Splits splits;
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private long end;

    FaultPlan(
            Settings settings,
            World world,
            Wire wire,
            Cluster cluster,
            Trace trace,
            Consumer<NodeRole> restart,
            Splits splits) {
        this.splits = splits;
        this.settings = settings;
        this.world = world;
        this.wire = wire;
        this.cluster = cluster;
        this.trace = trace;
        this.restart = restart;
    }

    Map<Fault, Long> counts() {
        return counts;
    }

    void start(long until) {
        end = until;
        for (Fault fault : settings.faults()) {
            switch (fault) {
                case CRASH -> again(fault, wire.rates().crashEvery());
                case FREEZE, PARTITION, SPLIT, SLOW, CLOCK, MIGRATE, DRAIN, LEAVE ->
                        again(fault, wire.rates().otherEvery());
                case RESTART, DUPLICATE, DELAY, LOSS -> {}
            }
        }
    }

    private void again(Fault fault, int meanMillis) {
        long wait = world.between(meanMillis / 2, meanMillis + meanMillis / 2 + 1);
        world.after(
                wait * World.MILLI,
                () -> {
                    if (world.time() < end) {
                        happen(fault);
                        again(fault, meanMillis);
                    }
                });
    }

    private void happen(Fault fault) {
        switch (fault) {
            case CRASH -> crash();
            case FREEZE -> freeze();
            case PARTITION -> cut();
            case SPLIT -> split();
            case SLOW -> slow();
            case CLOCK -> turnClock();
            case MIGRATE -> migrate();
            case DRAIN -> drain();
            case LEAVE -> leave();
            case RESTART, DUPLICATE, DELAY, LOSS -> {}
        }
    }

    private void count(Fault fault, String what) {
        counts.merge(fault, 1L, Long::sum);
        trace.grid(what);
    }

    /** Mostly one that has changed what its backups do not know yet: nothing hurts more. */
    private Node victim() {
        List<Node> ahead =
                cluster.partitions().stream()
                        .filter(partition -> !partition.quiet())
                        .map(Partition::owner)
                        .filter(Objects::nonNull)
                        .filter(Node::responsive)
                        .toList();
        return ahead.isEmpty() || world.chance(0.3)
                ? any()
                : ahead.get(world.between(0, ahead.size()));
    }

    private Node any() {
        List<Node> members = cluster.members();
        return members.get(world.between(0, members.size()));
    }

    private void crash() {
        Node node = victim();
        if (!node.responsive() || !cluster.mayLose(node)) {
            return;
        }
        crash(node);
        if (world.chance(0.2)) {
            world.after(world.between(0, 300) * World.MILLI, this::crash);
        }
    }

    /** A task is the end of a node, where the grid can bear that. */
    void kill(Node node) {
        boolean here = node.responsive() && node.cluster() == cluster;
        if (here && cluster.mayLose(node) && settings.faults().contains(Fault.RESTART)) {
            crash(node);
        }
    }

    private void crash(Node node) {
        count(Fault.CRASH, node + " crashes");
        cluster.crash(node);
        if (settings.faults().contains(Fault.RESTART)) {
            counts.merge(Fault.RESTART, 1L, Long::sum);
            again(node);
        }
    }

    /** Another one like it comes after a while. */
    private void again(Node node) {
        world.after(world.between(500, 20_000) * World.MILLI, () -> restart.accept(node.role));
    }

    private void freeze() {
        Node node = any();
        boolean isLong = world.chance(0.4) && cluster.mayLose(node);
        long millis = isLong ? world.between(6_000, 25_000) : world.between(50, 4_500);
        if (node.responsive()) {
            count(Fault.FREEZE, node + " stands still for " + millis + " ms");
            cluster.freeze(node, millis * World.MILLI, this::comeBack);
        }
    }

    private void comeBack(Node node) {
        trace.grid(node + " comes back after it was put out");
        node.comeBack();
        cluster.join(node);
        node.rejoined();
    }

    private void cut() {
        if (!wire.whole()) {
            return;
        }
        Set<Node> some = new HashSet<>();
        for (Node member : cluster.members()) {
            if (world.chance(0.5)) {
                some.add(member);
            }
        }
        long millis = world.between(100, LONGEST_CUT_MILLIS);
        boolean oneWay = world.chance(0.4);
        count(
                Fault.PARTITION,
                some.size()
                        + " members are cut off "
                        + (oneWay ? "one way " : "")
                        + "for "
                        + millis
                        + " ms");
        wire.cut(cluster.members(), some, world.time() + millis * World.MILLI, oneWay);
    }

    private void split() {
        Set<Node> some = splits.some();
        if (!some.isEmpty()) {
            count(Fault.SPLIT, some + " are cut off and will be missed");
            splits.begin(some);
        }
    }

    private void slow() {
        Node node = any();
        double factor = 1 + world.fraction() * 7;
        count(Fault.SLOW, node + " is %.1f times slower".formatted(factor));
        node.slow(factor);
        world.after(world.between(1_000, 30_000) * World.MILLI, () -> node.slow(1));
    }

    private void turnClock() {
        Node node = any();
        double drift = (world.fraction() - 0.5) * 0.01;
        long skew = world.between(-30_000, 30_001);
        count(Fault.CLOCK, "the clocks of " + node + " jump by " + skew + " ms");
        node.turnClocks(drift, skew);
    }

    private void migrate() {
        count(Fault.MIGRATE, "partitions move");
        cluster.migrateSome();
    }

    private void drain() {
        Node node = any();
        if (node.responsive() && node.started()) {
            count(Fault.DRAIN, node + " takes no work");
            node.hooks.obey(new NodeCommand.Drain("simulation"));
            world.after(
                    world.between(1_000, 20_000) * World.MILLI,
                    () -> node.run(() -> node.hooks.obey(new NodeCommand.Resume())));
        }
    }

    /** As production closes a node: its tasks may end, the rest is given back, then it goes. */
    private void leave() {
        Node node = any();
        if (!node.responsive() || !node.started() || !cluster.mayLose(node)) {
            return;
        }
        count(Fault.LEAVE, node + " is about to leave");
        Member member = node.member();
        member.leave();
        node.after(
                world.between(0, 3_000),
                () -> {
                    member.stopClaiming();
                    member.stopSlots();
                    member.stopDriving();
                    var _ = member.tellSettled().thenRun(() -> cluster.goodbye(node));
                    again(node);
                });
    }

    /** Nothing goes wrong from now on; what is broken heals. */
    void stop() {
        trace.grid("faults stop");
        wire.rates(Rates.NONE);
        splits.stop();
        wire.cut(cluster.members(), Set.of(), 0, false);
        for (Node member : cluster.members()) {
            member.slow(1);
        }
    }
}
