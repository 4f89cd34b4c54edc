package io.gridmill.simulation;

import io.gridmill.execute.RunningTask;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.Dependency;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobSpec;
import io.gridmill.job.Placement;
import io.gridmill.job.RetryRule;
import io.gridmill.job.StartConditions;
import io.gridmill.job.StepIds;
import io.gridmill.job.StepOf;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.split.BlockSizing;
import io.gridmill.task.Split;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What clients submit, and how the tasks of each job behave. */
final class Workload {
    private static final long ASK_AGAIN = World.SECOND;
    private static final int TASK_TIMEOUT = 40_000;
    private static final int MOST_TASKS_OF_OPEN_BLOCK = 64;
    private static final int STEPS_ON_AVERAGE = 3;

    private final World world;
    private final Load load;
    private final Store store;
    private final Checker checker;
    private final Supplier<Node> client;
    private final int slots;
    private final Map<String, Nature> natures = new HashMap<>();
    private final Tempers tempers;
    private final Feeding feeding;
    private int submitted;

    Workload(World world, Settings settings, Store store, Checker checker, Supplier<Node> client) {
        this.world = world;
        this.load = settings.load();
        this.store = store;
        this.checker = checker;
        this.client = client;
        this.tempers = new Tempers(world, settings.load(), store, checker, client);
        this.feeding = new Feeding(world, store, checker, client);
        this.slots = settings.nodes() * settings.slots();
    }

    /**
     * How the tasks of a job behave.
     *
     * @param longest most of them take at most so long, microseconds
     * @param flaky share of attempts that fail and may be retried
     * @param poisoned number of a task that always fails for good; -1 for none
     * @param hangs share of attempts that do not end by themselves
     */
    private record Nature(long longest, double flaky, long poisoned, double hangs) {}

    /**
     * What becomes of an attempt if nobody stops it.
     *
     * @param endless whether it ends at all by itself
     * @param deaf whether it ignores being interrupted
     */
    record Fate(long micros, Ending ending, boolean endless, boolean deaf) {}

    /** What kills a node. */
    void killer(Consumer<Node> kill) {
        tempers.killer(kill);
    }

    int submitted() {
        return submitted;
    }

    /** A client submits one more job, and repeats until it is acknowledged. */
    void submit() {
        submitted++;
        String id = "job-" + submitted;
        if (world.chance(load.share(Load.Kind.STEPS))) {
            submit(graph(id));
            return;
        }
        if (world.chance(load.share(Load.Kind.OPEN))) {
            submit(open(id));
            return;
        }
        long tasks = tasks();
        boolean streamed = load.nasty() && world.chance(0.2);
        JobSpec spec = spec(id, tasks, streamed);
        JobRecord job = JobLifecycle.accepted(spec, plan(tasks, streamed));
        natures.put(id, nature(tasks));
        tempers.begin(id, tasks);
        submit(job);
    }

    /** A job made of steps, and how the tasks of each behave. */
    private JobRecord graph(String id) {
        JobSpec whole = spec(id, 0, false);
        JobGraph graph =
                GraphLoad.graph(
                        world,
                        name -> {
                            // All steps together are about as much work as another job.
                            long tasks = tasks() / STEPS_ON_AVERAGE;
                            natures.put(StepIds.of(id, name, 1), nature(tasks));
                            return spec("", tasks, false, new StepOf(id, name), false);
                        });
        return JobLifecycle.accepted(
                whole.ofSteps(graph, "digest"), new BlockPlan(BlockPlan.UNKNOWN, 1));
    }

    /** An open job, and who adds its tasks. */
    private JobRecord open(String id) {
        long tasks = tasks();
        natures.put(id, nature(tasks));
        tempers.begin(id, tasks);
        feeding.plan(id, tasks);
        int blockSize = world.between(1, MOST_TASKS_OF_OPEN_BLOCK + 1);
        return JobLifecycle.accepted(
                spec(id, tasks, false, null, true), new BlockPlan(BlockPlan.UNKNOWN, blockSize));
    }

    private long tasks() {
        if (load.exact()) {
            return load.tasks();
        }
        return world.chance(0.03) ? 0 : 1 + (long) (load.tasks() * square(world.fraction()));
    }

    private static double square(double x) {
        return x * x;
    }

    private BlockPlan plan(long tasks, boolean streamed) {
        return streamed
                ? BlockSizing.plan(
                        new Split.Streamed<>(OptionalLong.of(tasks), Collections.emptyIterator()),
                        slots)
                : BlockSizing.plan(Split.indexed(tasks, n -> n), slots);
    }

    private Nature nature(long tasks) {
        long longest = world.between(1, load.millis() * World.MILLI + 1);
        if (load.exact() || !load.nasty()) {
            return new Nature(load.millis() * World.MILLI, 0, -1, 0);
        }
        longest = world.chance(0.2) ? world.between(50, 1_000) : longest;
        double flaky = world.chance(0.4) ? world.fraction() * 0.3 : 0;
        long poisoned = tasks > 0 && world.chance(0.1) ? world.between(0, tasks) : -1;
        double hangs = world.chance(0.1) ? 2.0 / (tasks + 1) : 0;
        return new Nature(longest, flaky, poisoned, hangs);
    }

    private void submit(JobRecord job) {
        Node through = client.get();
        var _ =
                store.submit(through, job)
                        .whenComplete(
                                (_, failure) -> {
                                    if (failure == null) {
                                        acknowledged(job.id());
                                    }
                                });
        // The client may lose its node with the answer: it asks again with the same key.
        world.after(
                ASK_AGAIN,
                () -> {
                    if (!checker.isAcknowledged(job.id())) {
                        submit(job);
                    }
                });
    }

    private void acknowledged(String id) {
        boolean first = !checker.isAcknowledged(id);
        checker.jobAcknowledged(id);
        if (first && load.nasty() && world.chance(0.15)) {
            world.after(world.between(0, 20_000) * World.MILLI, () -> cancel(id));
        }
        if (first) {
            tempers.acknowledged(id);
            feeding.begin(id);
        }
    }

    private void cancel(String id) {
        Node through = client.get();
        JobEvent cancel = new JobEvent.Cancel("user", through.wallMillis());
        var _ =
                store.seenBy(through)
                        .applyToJob(id, cancel)
                        .thenAccept(
                                job -> {
                                    if (job != null) {
                                        checker.cancelAnswered(job);
                                    }
                                });
    }

    private JobSpec spec(String id, long tasks, boolean streamed) {
        return spec(id, tasks, streamed, null, false);
    }

    private JobSpec spec(
            String id, long tasks, boolean streamed, @Nullable StepOf parent, boolean open) {
        RetryRule retry =
                new RetryRule(
                        load.nasty() ? world.between(1, 7) : 4,
                        Duration.ofMillis(world.between(0, 2_000)),
                        1 + world.fraction(),
                        Duration.ofSeconds(5),
                        List.of());
        long timeout = load.nasty() && world.chance(0.05) ? world.between(2_000, 60_000) : 0;
        return new JobSpec(
                id,
                SimulatedType.NAME,
                parent,
                "{\"tasks\":" + tasks + ",\"streamed\":" + streamed + "}",
                null,
                null,
                world.between(1, 11),
                load.nasty() ? Placements.placement(submitted) : Placement.ANYWHERE,
                Placements.user(submitted),
                client.get().wallMillis(),
                "digest",
                conditions(),
                timeout,
                TASK_TIMEOUT,
                retry,
                tempers.policy(tasks),
                Duration.ofMinutes(1).toMillis(),
                open,
                load.nasty() && world.chance(0.3),
                Map.of(),
                Map.of());
    }

    /** Some jobs wait for a time, some for one of the last jobs before them. */
    private StartConditions conditions() {
        if (!load.nasty() || !world.chance(0.15)) {
            return StartConditions.NONE;
        }
        if (submitted < 2 || world.chance(0.3)) {
            long start = client.get().wallMillis() + world.between(-1_000, 10_000);
            return new StartConditions(start, 0, List.of());
        }
        Dependency.On[] ways = Dependency.On.values();
        int before = world.between(Math.max(1, submitted - 5), submitted);
        Dependency other = new Dependency("job-" + before, ways[world.between(0, ways.length)]);
        return new StartConditions(0, 0, List.of(other));
    }

    /** What becomes of an attempt that begins now. */
    Fate fate(Node node, RunningTask task) {
        Nature nature = natures.get(task.batch().block().job());
        String result = SimulatedType.result(task.task(), task.attempt(), task.batch().claim());
        Ending success = new Ending.Succeeded(SimulatedType.bytes(result));
        if (nature == null) {
            return new Fate(World.MILLI, success, false, false);
        }
        if (load.exact()) {
            return new Fate(nature.longest, success, false, false);
        }
        boolean rare = load.nasty() && world.chance(0.003);
        long micros = rare ? world.between(1, 30 * World.SECOND) : time(nature);
        if (task.task() == nature.poisoned) {
            return new Fate(micros, failed(false), false, false);
        }
        if (tempers.kills(task)) {
            tempers.kill(node, task);
            return new Fate(0, success, true, false);
        }
        if (task.attempt() == 1 && world.chance(nature.hangs)) {
            // A node with two such threads takes no more work until a person restarts it.
            return new Fate(0, success, true, world.chance(0.2) && node.mayTurnDeaf());
        }
        return new Fate(micros, world.chance(nature.flaky) ? failed(true) : success, false, false);
    }

    private long time(Nature nature) {
        return world.between(nature.longest / 2, nature.longest + 1);
    }

    private static Ending failed(boolean retryable) {
        return new Ending.Failed(AttemptOutcome.FAILED, "task-failed", null, retryable);
    }

    /** A job was deleted: nothing of it will run. */
    void forget(String job) {
        natures.remove(job);
        tempers.forget(job);
    }
}
