package io.gridmill.simulation;

import io.gridmill.job.BlockPlan;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.job.RetryRule;
import io.gridmill.job.StartConditions;
import io.gridmill.split.BlockSizing;
import io.gridmill.task.Split;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * One life of a grid, drawn from a seed: jobs come in while faults happen; then the faults stop, and
 * every job must end.
 */
final class Simulation {
    private static final int FAULTS_LAST = 30_000;
    private static final int TIME_TO_FINISH = 600_000;
    private static final int CHECK_EVERY = 1_000;

    private final World world;
    private final Mutant mutant;
    private final Faults faults;
    private final Story story;
    private final Checker checker;
    private final Cluster cluster;
    private final Calls calls;
    private final Store store;
    private final Hints hints;
    private final int size;
    private int started;

    private Simulation(long seed, Mutant mutant) {
        this.world = new World(seed);
        this.mutant = mutant;
        this.faults = world.chance(0.1) ? Faults.NONE : Faults.drawn(world);
        this.story = new Story(world);
        this.size = world.between(1, 6);
        this.cluster = new Cluster(world, world.chance(0.1) ? 0 : world.between(1, 3));
        this.checker = new Checker(story, cluster);
        this.calls = new Calls(world, faults, mutant);
        this.store = new Store(cluster, calls, new Decisions(mutant), checker);
        this.hints = new Hints(world, cluster);
    }

    /** Lives through a seed; throws a {@link Violation} when something is wrong. */
    static void run(long seed, Mutant mutant) {
        new Simulation(seed, mutant).live();
    }

    private void live() {
        for (int i = 0; i < size; i++) {
            startMember();
        }
        for (int i = world.between(1, 5); i > 0; i--) {
            String id = "job-" + i;
            world.after(world.between(0, FAULTS_LAST / 2), () -> submit(id));
        }
        scheduleFaults();
        world.after(FAULTS_LAST, this::stopFaults);
        check();
        while (world.step(FAULTS_LAST)) {}
        boolean goesOn = true;
        while (goesOn && !FinalChecks.allEnded(cluster, checker)) {
            goesOn = world.step(FAULTS_LAST + TIME_TO_FINISH);
        }
        long quiet = world.time() + CHECK_EVERY;
        while (world.step(quiet)) {}
        new FinalChecks(cluster, checker, story).check();
    }

    private void startMember() {
        started++;
        Member member = new Member("n" + started, world.between(1, 4), world);
        member.skew(world.between(-faults.maxSkew(), faults.maxSkew() + 1));
        story.note(member + " joins");
        cluster.join(member);
        new Worker(member, world, store, hints, checker).start();
        new Duties(member, world, cluster, store, hints, mutant).start();
    }

    private void check() {
        checker.checkBackups();
        world.after(CHECK_EVERY, this::check);
    }

    private void submit(String id) {
        long tasks = world.between(0, 10) == 0 ? 0 : world.between(1, 60);
        BlockPlan plan =
                world.chance(0.5)
                        ? BlockSizing.plan(Split.indexed(tasks, n -> n), cluster.slots())
                        : BlockSizing.plan(
                                new Split.Streamed<>(
                                        OptionalLong.of(tasks), Collections.emptyIterator()),
                                cluster.slots());
        JobRecord job = JobLifecycle.accepted(spec(id), plan);
        hints.add(load(job, tasks));
        Member client = anyMember();
        store.create(
                client,
                job,
                () -> {
                    checker.jobAcknowledged(id);
                    if (world.chance(0.25)) {
                        world.after(world.between(0, 8_000), () -> cancel(id));
                    }
                });
    }

    private Load load(JobRecord job, long tasks) {
        int longest = world.chance(0.3) ? world.between(500, 3_000) : world.between(1, 100);
        double flaky = world.chance(0.5) ? 0 : world.fraction() * 0.3;
        long poisoned = tasks > 0 && world.chance(0.15) ? world.between(0, (int) tasks) : -1;
        return new Load(job, tasks, longest, flaky, poisoned);
    }

    private JobSpec spec(String id) {
        RetryRule retry =
                new RetryRule(
                        world.between(1, 6),
                        Duration.ofMillis(world.between(0, 500)),
                        1 + world.fraction(),
                        Duration.ofSeconds(2),
                        List.of());
        return new JobSpec(
                id,
                "simulated",
                "{}",
                null,
                world.between(1, 11),
                "user",
                anyMember().now(),
                "digest",
                StartConditions.NONE,
                0,
                60_000,
                retry,
                3_600_000,
                false,
                false,
                Map.of(),
                Map.of());
    }

    private void cancel(String id) {
        Member client = anyMember();
        store.apply(client, id, new JobEvent.Cancel("user", client.now()), checker::cancelAnswered);
    }

    private Member anyMember() {
        List<Member> alive = cluster.members().stream().filter(Member::alive).toList();
        return alive.get(world.between(0, alive.size()));
    }

    private void scheduleFaults() {
        if (!faults.equals(Faults.NONE)) {
            world.after(soon(faults.crashEvery()), this::crash);
            world.after(soon(faults.freezeEvery()), this::freeze);
            world.after(soon(faults.crashEvery()), this::migrate);
            world.after(soon(faults.freezeEvery()), this::turnClock);
        }
    }

    private int soon(int mean) {
        return world.between(mean / 2, mean + mean / 2);
    }

    private boolean faultsLast() {
        return world.time() < FAULTS_LAST;
    }

    private void crash() {
        if (!faultsLast()) {
            return;
        }
        Member member = victim();
        if (world.chance(0.5)) {
            int millis = world.between(1_000, 6_000);
            story.note(member + " does not reach its backups");
            member.cutOff(millis);
            world.after(world.between(0, millis), () -> crash(member));
        } else {
            crash(member);
        }
        boolean atOnce = world.chance(0.3);
        world.after(atOnce ? world.between(0, 50) : soon(faults.crashEvery()), this::crash);
    }

    private void crash(Member member) {
        if (faultsLast() && member.alive() && cluster.mayLose()) {
            story.note(member + " crashes");
            cluster.crash(member);
            world.after(world.between(500, 10_000), this::startMember);
        }
    }

    /** Mostly one that has changed what its backups do not know yet: nothing hurts more. */
    private Member victim() {
        List<Member> ahead =
                cluster.partitions().stream()
                        .filter(partition -> !partition.underWay.isEmpty())
                        .map(Partition::owner)
                        .filter(Objects::nonNull)
                        .toList();
        return ahead.isEmpty() || world.chance(0.3)
                ? anyMember()
                : ahead.get(world.between(0, ahead.size()));
    }

    private void freeze() {
        if (!faultsLast()) {
            return;
        }
        Member member = anyMember();
        story.note("the worker of " + member + " stands still");
        member.freeze();
        world.after(world.between(500, 12_000), member::thaw);
        world.after(soon(faults.freezeEvery()), this::freeze);
    }

    private void migrate() {
        if (faultsLast()) {
            cluster.migrateSome();
            world.after(soon(faults.crashEvery()), this::migrate);
        }
    }

    private void turnClock() {
        if (faultsLast()) {
            anyMember().skew(world.between(-faults.maxSkew(), faults.maxSkew() + 1));
            world.after(soon(faults.freezeEvery()), this::turnClock);
        }
    }

    private void stopFaults() {
        story.note("faults stop");
        calls.faults(Faults.NONE);
        cluster.members().forEach(Member::thaw);
    }
}
