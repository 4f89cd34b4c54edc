package io.gridmill.engine;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.StepIds;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Forgets the jobs that carry steps: with the job that they are steps of, or once that is gone. */
final class StepCleaning {
    private final Records records;
    private final Function<JobRecord, CompletableFuture<?>> delete;

    /**
     * Cleans up.
     *
     * @param delete forgets an ended job without steps
     */
    StepCleaning(Records records, Function<JobRecord, CompletableFuture<?>> delete) {
        this.records = records;
        this.delete = delete;
    }

    /** Forgets the jobs that carry the steps of an ended job, in all its generations. */
    CompletableFuture<?> delete(JobRecord job) {
        CompletableFuture<?> all = CompletableFuture.completedFuture(true);
        JobGraph graph = job.spec().graph();
        if (graph == null) {
            return all;
        }
        for (JobGraph.Step step : graph.steps()) {
            for (int n = 1; n <= job.progress().generation(); n++) {
                String id = StepIds.of(job.id(), step.name(), n);
                all =
                        all.thenCompose(_ -> records.readJob(id))
                                .thenCompose(StepCleaning.this::deleteEnded);
            }
        }
        return all;
    }

    private CompletableFuture<?> deleteEnded(@Nullable JobRecord step) {
        return step == null || !step.state().ended()
                ? CompletableFuture.completedFuture(false)
                : delete.apply(step);
    }

    /**
     * Forgets a step's job where the job that it is a step of is gone: it was made by a driver that
     * had been replaced, after all was over.
     */
    void deleteOrphan(JobRecord step, long now) {
        long quiet = step.state().ended() ? step.progress().ended() : step.spec().created();
        boolean old = quiet + step.spec().resultTtlMillis() < now;
        if (step.spec().parent() == null || !old) {
            return;
        }
        var _ =
                records.readJob(step.spec().parent().job())
                        .thenAccept(
                                parent -> {
                                    if (parent == null) {
                                        var _ = end(step, now);
                                    }
                                });
    }

    private CompletableFuture<?> end(JobRecord step, long now) {
        return step.state().ended()
                ? delete.apply(step)
                : records.applyToJob(step.id(), new JobEvent.Cancel("grid", now));
    }
}
