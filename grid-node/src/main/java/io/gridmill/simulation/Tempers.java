package io.gridmill.simulation;

import io.gridmill.execute.RunningTask;
import io.gridmill.job.FailurePolicy;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The worse part of the load: tasks that kill their node, failures that are borne, retries by hand. */
final class Tempers {
    private static final int LOOKS = 12;

    private final World world;
    private final Load load;
    private final Store store;
    private final Checker checker;
    private final Supplier<Node> client;
    private final Map<String, Long> killers = new HashMap<>();
    private Consumer<Node> kill = _ -> {};

    Tempers(World world, Load load, Store store, Checker checker, Supplier<Node> client) {
        this.world = world;
        this.load = load;
        this.store = store;
        this.checker = checker;
        this.client = client;
    }

    void killer(Consumer<Node> how) {
        kill = how;
    }

    FailurePolicy policy(long tasks) {
        if (!load.nasty() || world.chance(0.6)) {
            return new FailurePolicy.FailFast();
        }
        return switch (world.between(0, 3)) {
            case 0 -> new FailurePolicy.Continue();
            case 1 -> new FailurePolicy.Tolerate(world.between(0, 1 + tasks / 4));
            default -> new FailurePolicy.TolerateShare(world.between(0, 50));
        };
    }

    void begin(String job, long tasks) {
        if (load.nasty() && tasks > 0 && world.chance(0.02)) {
            killers.put(job, world.between(0, tasks));
        }
    }

    boolean kills(RunningTask task) {
        Long killer = killers.get(task.batch().block().job());
        return killer != null && killer == task.task();
    }

    /** The node dies of it, as soon as the grid can bear the loss. */
    void kill(Node node, RunningTask task) {
        node.after(
                world.between(1, 500),
                () -> {
                    if (!task.stopped()) {
                        kill.accept(node);
                        kill(node, task);
                    }
                });
    }

    void acknowledged(String job) {
        if (load.nasty() && world.chance(0.4)) {
            look(job, LOOKS);
        }
    }

    /** A person looks at a job from time to time, and retries it when it has ended badly. */
    private void look(String id, int more) {
        world.after(
                world.between(500, 5_000) * World.MILLI,
                () -> {
                    Node through = client.get();
                    var _ =
                            store.seenBy(through)
                                    .readJob(id)
                                    .thenAccept(
                                            job -> {
                                                if (job != null && job.retryable()) {
                                                    retry(through, job);
                                                } else if (job != null && more > 0) {
                                                    look(id, more - 1);
                                                }
                                            });
                });
    }

    private void retry(Node through, JobRecord job) {
        int generation = job.progress().generation();
        JobEvent retry = new JobEvent.Retry("user", generation, through.wallMillis());
        var _ =
                store.seenBy(through)
                        .applyToJob(job.id(), retry)
                        .thenAccept(
                                now -> {
                                    if (now != null && now.progress().generation() > generation) {
                                        checker.retryAnswered(now);
                                    }
                                });
    }

    void forget(String job) {
        killers.remove(job);
    }
}
