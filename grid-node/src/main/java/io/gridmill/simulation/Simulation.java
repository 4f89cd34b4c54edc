package io.gridmill.simulation;

import io.gridmill.claim.SchedulingRules;
import io.gridmill.engine.Durability;
import io.gridmill.engine.LogStore;
import io.gridmill.engine.Member;
import io.gridmill.engine.Ports;
import io.gridmill.health.HealthLimits;
import io.gridmill.job.JobRecord;
import io.gridmill.report.NodeRole;
import io.gridmill.task.TaskTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * One life of a grid, drawn from a seed: jobs come in while faults happen; then both stop, and every
 * job must end. One thread; may be run once.
 */
public final class Simulation {
    private static final long SHORTEST_TIME_TO_FINISH = 300 * World.SECOND;

    /** Without load and faults; what goes on beyond goes round in circles. */
    private static final long REST_WITHIN_EVENTS = 4_000_000;

    private static final long SETTLES_WITHIN = 20 * World.SECOND;
    private static final long CHECK_BACKUPS_EVERY = 20 * World.SECOND;
    private static final long FEED_EVERY = 100 * World.MILLI;
    private static final long WATCH_MILLIS = 250;
    private static final long HEARTBEAT_MILLIS = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final TaskTypes TYPES = TaskTypes.of(List.of(new SimulatedType()));

    private final Settings settings;
    private final World world;
    private final Wire wire;
    private final Trace trace;
    private final Cluster cluster;
    private final Checker checker;
    private final BackupCheck backups;
    private final Calls calls;
    private final Store store;
    private final Workload workload;
    private final FaultPlan faults;
    private final Splits splits;
    private int started;

    private Simulation(Settings settings) {
        this.settings = settings;
        this.world = new World(settings.seed());
        this.wire = new Wire(world, Rates.drawn(world, settings));
        this.trace = new Trace(world, settings.trace());
        this.cluster = new Cluster(world, settings);
        this.checker = new Checker(world, cluster, trace);
        this.backups = new BackupCheck(cluster, checker);
        this.calls = new Calls(world, wire, settings.mutant());
        this.store = new Store(cluster, calls, checker, settings);
        this.workload = new Workload(world, settings, store, checker, this::client);
        this.splits = new Splits(world, wire, cluster, store, trace);
        this.faults =
                new FaultPlan(settings, world, wire, cluster, trace, this::startMember, splits);
        workload.killer(faults::kill);
    }

    /** Lives through it. */
    public static Outcome run(Settings settings) {
        return run(settings, _ -> {});
    }

    /**
     * Lives through it.
     *
     * @param progress told the virtual time, milliseconds, from time to time
     */
    public static Outcome run(Settings settings, LongConsumer progress) {
        return new Simulation(settings).live(progress);
    }

    private Outcome live(LongConsumer progress) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < settings.nodes(); i++) {
            nodes.add(newNode(settings.role(i)));
        }
        cluster.start(nodes);
        nodes.forEach(this::begin);
        feed();
        checkBackups();
        long end = settings.millis() * World.MILLI;
        faults.start(end);
        long busy = lives(end, progress);
        world.after(0, faults::stop);
        long quiet = world.time() + timeToFinish();
        long most = world.events() + REST_WITHIN_EVENTS * (1 + settings.nodes() / 100);
        long before;
        do {
            before = world.events();
            while (unfinished() && world.events() < most && world.step(quiet)) {}
            // What was submitted last may come yet, and backups may be told.
            long settled = Math.min(quiet, world.time() + SETTLES_WITHIN);
            while (world.step(settled)) {}
            // Where nothing is left to happen in time, what is unfinished is stuck.
        } while (world.events() > before
                && unfinished()
                && world.events() < most
                && world.time() < quiet
                && world.violation() == null);
        finalChecks();
        checker.tally().operations = calls.count();
        return new Outcome(settings, world, checker.tally(), faults.counts(), busy, trace.lines());
    }

    /** Far more than the work that can be left takes. */
    private long timeToFinish() {
        Load load = settings.load();
        int jobs =
                load.liveJobs()
                        * (load.kinds().contains(Load.Kind.STEPS) ? GraphLoad.MOST_STEPS : 1);
        long work = (long) jobs * load.tasks() * (load.millis() + 100L) * World.MILLI;
        return SHORTEST_TIME_TO_FINISH
                + 2 * work / Math.max(1, settings.slots() * settings.nodes());
    }

    private long lives(long end, LongConsumer progress) {
        long next = 0;
        while (world.step(end)) {
            if (world.time() >= next) {
                next += 10 * World.SECOND;
                progress.accept(world.time() / World.MILLI);
            }
            if (exhausted()) {
                break;
            }
        }
        return world.time();
    }

    /** Whether all jobs that were to come have come and ended. */
    private boolean exhausted() {
        return workload.submitted() >= settings.load().jobs() && checker.live() == 0;
    }

    private boolean unfinished() {
        return checker.live() > 0;
    }

    private Node newNode(NodeRole role) {
        started++;
        return new Node("n" + started, role, settings, world);
    }

    private void startMember(NodeRole role) {
        Node node = newNode(role);
        trace.grid(node + " joins");
        cluster.join(node);
        begin(node);
    }

    private void begin(Node node) {
        Ports ports =
                new Ports(
                        store.seenBy(node),
                        new Members(node, world, cluster, wire, settings.mutant()),
                        node,
                        node,
                        world.dice(),
                        Durability.NONE);
        Member.About about = new Member.About(HEARTBEAT_MILLIS, GRACE, self(node), _ -> {});
        VirtualSlots slots = new VirtualSlots(node, world, workload, checker);
        Member member =
                new Member(
                        about,
                        ports,
                        new Member.Work(
                                TYPES, new MemoryResults(), slots, node.patient(), LogStore.none()),
                        node.hooks,
                        _ -> new MemberSteps(node, world, wire, store, settings.mutant()));
        if (settings.pushesLost()) {
            member.losePushes();
        }
        node.member(member);
        // Not all at the same moment.
        node.after(
                world.between(0, (int) HEARTBEAT_MILLIS),
                () -> {
                    node.start();
                    watch(node);
                });
    }

    private Member.Self self(Node node) {
        // A configured size below three is how protection is switched off.
        int gridSize = settings.mutant() == Mutant.MINORITY_GOES_ON ? 1 : 0;
        return new Member.Self(
                Placements.NODE.withRole(node.role),
                HealthLimits.defaults(),
                SchedulingRules.defaults(),
                new QuietMachine(),
                gridSize);
    }

    private static void watch(Node node) {
        node.after(
                WATCH_MILLIS,
                () -> {
                    node.member().slots().watch();
                    watch(node);
                });
    }

    /** A member that a client reaches. */
    private Node client() {
        List<Node> able = splits.everybody().stream().filter(Node::responsive).toList();
        List<Node> some = able.isEmpty() ? cluster.members() : able;
        return some.get(world.between(0, some.size()));
    }

    private void feed() {
        while (checker.live() < settings.load().liveJobs()
                && workload.submitted() < settings.load().jobs()
                && workload.submitted() < accepted() + settings.load().liveJobs()) {
            workload.submit();
        }
        if (world.time() + FEED_EVERY < settings.millis() * World.MILLI) {
            world.after(FEED_EVERY, this::feed);
        }
    }

    /** Jobs of clients that the grid has; those that carry steps are its own. */
    private long accepted() {
        return checker.tally().submitted - checker.tally().stepJobs;
    }

    private void checkBackups() {
        backups.check();
        if (settings.nodes() <= 10) {
            world.after(CHECK_BACKUPS_EVERY, this::checkBackups);
        }
    }

    private void finalChecks() {
        if (world.violation() != null) {
            return;
        }
        backups.check();
        for (Partition partition : cluster.partitions()) {
            Copy copy = partition.truth();
            if (copy != null) {
                copy.jobs.keySet().stream()
                        .filter(checker::isRemoved)
                        .forEach(id -> checker.fail(8, "was deleted and is there", id, -1));
            }
        }
        for (String id : checker.promised()) {
            Copy copy = cluster.partition(id).truth();
            JobRecord job = copy == null ? null : copy.jobs.get(id);
            if (job == null) {
                checker.fail(8, "was acknowledged and is lost", id, -1);
            } else if (job.progress().generation() < checker.generationPromised(id)) {
                checker.fail(8, "its retry was acknowledged and is lost", id, -1);
            } else if (!job.state().ended()) {
                checker.fail(
                        9,
                        "does not end: "
                                + job.state()
                                + ", settled "
                                + job.settled().cardinality()
                                + " of "
                                + job.blocks()
                                + StuckTask.in(cluster, job),
                        id,
                        StuckTask.number(cluster, job));
            }
        }
    }
}
