package io.gridmill.engine;

import io.gridmill.job.Dependency;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.StartPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Begins jobs for their driver when what they wait for has come about. Thread-safe. */
final class JobStarts {
    /** A start that is nearer than the next sweeps gets a timer of its own. */
    private static final long SOON_MILLIS = 2_500;

    private static final CompletableFuture<Boolean> DONE = CompletableFuture.completedFuture(true);

    private final Ports ports;
    private final GraphDriver graphs;
    private final ObjLongConsumer<String> again;

    /**
     * Nothing is begun yet.
     *
     * @param again has the driver take another step with a job, after so many milliseconds
     */
    JobStarts(Ports ports, GraphDriver graphs, ObjLongConsumer<String> again) {
        this.ports = ports;
        this.graphs = graphs;
        this.again = again;
    }

    /** Begins the job, waits on, or gives it up, as its conditions say. */
    CompletableFuture<?> begin(JobRecord job) {
        Map<String, @Nullable JobState> ended = new HashMap<>();
        CompletableFuture<?> read = DONE;
        for (Dependency dependency : job.spec().conditions().dependsOn()) {
            String id = dependency.job();
            read =
                    read.thenCompose(_ -> ports.records().readConfirmed(id, now()))
                            .thenAccept(
                                    other -> {
                                        if (other == null || other.state().ended()) {
                                            ended.put(id, other == null ? null : other.state());
                                        }
                                    });
        }
        return read.thenCompose(_ -> graphs.wanted(job))
                .thenCompose(wanted -> wanted ? begin(job, ended).thenApply(_ -> true) : DONE);
    }

    private CompletableFuture<?> begin(JobRecord job, Map<String, @Nullable JobState> ended) {
        long epoch = job.progress().epoch();
        long now = now();
        return switch (StartPolicy.decide(job.spec().conditions(), ended, now)) {
            case StartPolicy.Answer.Begin _ -> apply(job, new JobEvent.Begin(epoch, now));
            case StartPolicy.Answer.Wait wait -> {
                if (wait.startAt() > 0 && wait.startAt() - now < SOON_MILLIS) {
                    again.accept(job.id(), Math.max(1, wait.startAt() - now));
                }
                yield DONE;
            }
            case StartPolicy.Answer.Never never ->
                    apply(job, new JobEvent.Fail(epoch, never.failure(), now));
            case StartPolicy.Answer.NotNeeded notNeeded ->
                    apply(job, new JobEvent.NotNeeded(epoch, notNeeded.reason(), now));
        };
    }

    private CompletableFuture<?> apply(JobRecord job, JobEvent event) {
        return ports.records().applyToJob(job.id(), event);
    }

    private long now() {
        return ports.clocks().wallMillis();
    }
}
