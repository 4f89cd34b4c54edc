package io.gridmill.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.pipeline.Pipeline;
import io.gridmill.cluster.pipeline.AggregatePipeline;
import io.gridmill.cluster.pipeline.SplitPipeline;
import io.gridmill.engine.JobSteps;
import io.gridmill.engine.LocalWork;
import io.gridmill.engine.Turns;
import io.gridmill.job.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Splits and aggregates through Jet; in place where a job has one block. Thread-safe. */
final class JetSteps implements JobSteps {
    /** Jet jobs that this member has under way at once; each has threads on all members. */
    private static final int MOST_AT_ONCE = 16;

    private final HazelcastInstance hazelcast;
    private final LocalWork work;
    private final Intake intake;
    private final Executor executor;
    private final Map<String, Job> jetJobs = new ConcurrentHashMap<>();
    private final Turns turns = new Turns(MOST_AT_ONCE);

    JetSteps(HazelcastInstance hazelcast, LocalWork work, Intake intake, Executor executor) {
        this.hazelcast = hazelcast;
        this.work = work;
        this.intake = intake;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<?> split(JobRecord job) {
        long epoch = job.progress().epoch();
        boolean oneBlock = job.plan().known() && job.plan().blocks() <= 1;
        return oneBlock
                ? work.writeShare(job.id(), 0, 1)
                        .thenCompose(tasks -> work.splitDone(job.id(), epoch, tasks))
                : runJet(job.id(), SplitPipeline.of(job.id(), epoch));
    }

    @Override
    public CompletableFuture<Long> seal(JobRecord job) {
        return CompletableFuture.supplyAsync(() -> intake.seal(job), executor);
    }

    @Override
    public CompletableFuture<?> aggregate(JobRecord job) {
        String id = job.id();
        long epoch = job.progress().epoch();
        return switch (job.blocks()) {
            case 0 -> work.finish(id, epoch, List.of());
            case 1 ->
                    work.localPartials(id, epoch)
                            .thenCompose(partials -> work.finish(id, epoch, List.of(partials)));
            default -> runJet(id, AggregatePipeline.of(id, epoch));
        };
    }

    private CompletableFuture<?> runJet(String id, Pipeline pipeline) {
        return turns.take(id, () -> runNow(id, pipeline));
    }

    private CompletableFuture<?> runNow(String id, Pipeline pipeline) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            Job jet = hazelcast.getJet().newLightJob(pipeline);
                            jetJobs.put(id, jet);
                            return jet;
                        },
                        executor)
                .thenCompose(
                        jet ->
                                jet.getFuture()
                                        .whenComplete((_, _) -> jetJobs.remove(id, jet))
                                        .handleAsync((_, failure) -> ended(failure), executor));
    }

    private static boolean ended(@org.jspecify.annotations.Nullable Throwable failure) {
        if (failure != null) {
            throw new java.util.concurrent.CompletionException(failure);
        }
        return true;
    }

    @Override
    public void cancel(String job) {
        turns.cancel(job);
        Job jet = jetJobs.get(job);
        if (jet != null && !jet.getFuture().isDone()) {
            executor.execute(jet::cancel);
        }
    }
}
