package io.gridmill.cluster;

import io.gridmill.cluster.members.Heartbeat;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.members.NodeCommand;
import io.gridmill.execute.SlotPool;
import io.gridmill.health.HealthJudge;
import io.gridmill.health.HealthLimits;
import io.gridmill.health.TaskLoad;
import io.gridmill.health.VitalSigns;
import io.gridmill.report.NodeCondition;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node takes work: by what it is told, and by how it and its machine are. Thread-safe.
 */
final class NodeControl {
    private static final Logger LOG = LoggerFactory.getLogger(NodeControl.class);
    private static final long COLLECT_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final NodeProfile profile;
    private final Members members;
    private final SlotPool slots;
    private final Claims claims;
    private final LongSupplier clock;
    private final HealthJudge judge;
    private final TaskLoad taskLoad = new TaskLoad();
    private final Vitals vitals = new Vitals();
    private volatile Health health =
            new Health(new Vitals.Reading(-1, 0, -1, 0, -1, -1), -1, 0, List.of());
    private volatile NodeCondition condition;
    private boolean leaving;
    private String drainedBy = "";
    private long lastCollectNanos = System.nanoTime();

    /**
     * What was last found.
     *
     * @param foreignCpu share of the machine that others than the grid use; negative when not known
     * @param taskLoad tasks that ran here, averaged over a minute
     * @param unfit why the node should take no new work; empty when it is fit
     */
    record Health(Vitals.Reading reading, double foreignCpu, double taskLoad, List<String> unfit) {}

    NodeControl(
            NodeProfile profile,
            HealthLimits limits,
            Members members,
            SlotPool slots,
            Claims claims,
            LongSupplier clock) {
        this.profile = profile;
        this.members = members;
        this.slots = slots;
        this.claims = claims;
        this.clock = clock;
        this.judge = new HealthJudge(limits);
        this.condition = NodeCondition.online(clock.getAsLong());
    }

    NodeProfile profile() {
        return profile;
    }

    NodeCondition condition() {
        return condition;
    }

    Health health() {
        return health;
    }

    synchronized boolean leaving() {
        return leaving;
    }

    /** Measures, judges and heeds; to be called once a second. */
    synchronized void check() {
        int running = slots.running().size();
        Machine machine = machine();
        Vitals.Reading reading = vitals.read(running > 0, machine.pids);
        double load = taskLoad.add(running, System.nanoTime());
        VitalSigns signs =
                new VitalSigns(
                        reading.cpu(),
                        reading.ownCpu() + machine.cpu,
                        reading.load(),
                        (load + machine.taskLoad) / Vitals.cores(),
                        reading.heapNeeded(),
                        reading.memory(),
                        slots.abandonedThreads());
        health = new Health(reading, signs.foreignCpu(), load, judge.judge(signs));
        collectWhenFull();
        heed();
    }

    /** The other nodes on this machine, whose use of it is no stranger's. */
    private record Machine(Set<Long> pids, double cpu, double taskLoad) {}

    private Machine machine() {
        String host = members.selfHost();
        Set<Long> pids = new HashSet<>();
        double cpu = 0;
        double tasks = 0;
        for (Heartbeat other : members.heartbeats()) {
            Heartbeat.Vitals signs = other.vitals();
            boolean beside = signs.host().equals(host) && signs.pid() != pid();
            if (beside && pids.add(signs.pid())) {
                cpu += signs.ownCpu();
            }
            tasks += beside ? signs.taskLoad() : 0;
        }
        return new Machine(pids, cpu, tasks);
    }

    static long pid() {
        return ProcessHandle.current().pid();
    }

    /** A node that takes no work collects no garbage either, and would never see that it recovered. */
    private void collectWhenFull() {
        long now = System.nanoTime();
        if (judge.heapRaised() && now - lastCollectNanos > COLLECT_EVERY_NANOS) {
            lastCollectNanos = now;
            System.gc();
        }
    }

    private void heed() {
        NodeCondition before = condition;
        NodeCondition now =
                before.next(
                        new NodeCondition.Facts(leaving, drainedBy, health.unfit()),
                        clock.getAsLong());
        condition = now;
        claims.accept(now.takesWork());
        slots.pause(!now.takesWork());
        if (before.state() != now.state()) {
            tell(now);
        }
    }

    private static void tell(NodeCondition now) {
        if (now.state() == NodeState.BUSY) {
            LOG.warn("This node is busy and takes no new work: {}", now.reason());
        } else if (now.takesWork()) {
            LOG.info("This node takes work again");
        } else {
            LOG.info("This node takes no new work: {}", now.reason());
        }
    }

    /** Does as told. */
    synchronized void obey(NodeCommand command) {
        switch (command) {
            case NodeCommand.Drain drain -> drainedBy = drain.by();
            case NodeCommand.Resume _ -> drainedBy = "";
            case NodeCommand.Slots wanted -> {
                int count = profile.role().runsTasks() ? wanted.count() : 0;
                if (count != slots.size()) {
                    LOG.info("This node runs {} tasks at once from now on", count);
                    slots.resize(count);
                }
            }
            case NodeCommand.Goodbye goodbye -> members.heardGoodbye(goodbye.node());
        }
        heed();
    }

    /** Takes no work any more, for good. */
    synchronized void leave() {
        leaving = true;
        heed();
    }
}
