package io.gridmill.engine;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import java.util.concurrent.CompletableFuture;

/** Ends jobs: what is told of an end must hold also after all members were stopped. */
final class Endings {
    private Endings() {}

    /**
     * Applies an event that ends a job, after what comes of it is kept. Where the job has changed
     * meanwhile and does not end, what was kept is written over as soon as it is seen.
     *
     * @param job as it was last read
     */
    static CompletableFuture<Boolean> end(Ports ports, JobRecord job, JobEvent event) {
        JobRecord after = JobLifecycle.apply(job, event);
        CompletableFuture<?> kept =
                after == null
                        ? CompletableFuture.completedFuture(true)
                        : ports.durability().changed(after);
        return kept.thenCompose(_ -> ports.records().applyToJob(job.id(), event))
                .thenApply(_ -> true);
    }
}
