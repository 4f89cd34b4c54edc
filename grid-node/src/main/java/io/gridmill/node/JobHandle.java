package io.gridmill.node;

import io.gridmill.job.JobState;
import io.gridmill.report.Content;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobStatus;
import io.gridmill.task.TypedJob.ResultReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A job that was submitted. The job does not depend on the handle: it goes on when nobody holds one.
 * Thread-safe.
 *
 * @param <R> what its result is
 */
public final class JobHandle<R> {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final GridOperations grid;
    private final String id;
    private final ResultReader<R> reader;

    JobHandle(GridOperations grid, String id, ResultReader<R> reader) {
        this.grid = grid;
        this.id = id;
        this.reader = reader;
    }

    /** Id of the job. */
    public String id() {
        return id;
    }

    /** Where it stands. */
    public JobStatus status() {
        return grid.job(id);
    }

    /** Where it stands once it has ended or the time is over, whichever comes first. */
    public JobStatus await(Duration atMost) throws InterruptedException {
        return grid.awaitEnd(id, atMost);
    }

    /**
     * Waits for the end and reads the result.
     *
     * @throws io.gridmill.job.GridException {@code job-failed} or {@code job-cancelled}
     * @throws CancellationException when the waiting thread was interrupted; the job goes on
     */
    public R result() {
        try {
            JobState state = grid.job(id).state();
            while (!state.ended()) {
                state = grid.awaitEnd(id, LOOK).state();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException stopped =
                    new CancellationException("The wait for job " + id + " was interrupted");
            stopped.initCause(e);
            throw stopped;
        }
        Content content = grid.result(id);
        try (InputStream in = new BufferedInputStream(content.open(0, content.size()))) {
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as a future; cancelling the future does not cancel the job. */
    public CompletableFuture<R> toCompletableFuture() {
        CompletableFuture<R> future = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("gridmill-result-" + id)
                .start(
                        () -> {
                            try {
                                future.complete(result());
                            } catch (RuntimeException e) {
                                future.completeExceptionally(e);
                            }
                        });
        return future;
    }

    /**
     * Tells a consumer how the job goes, about ten times a second while it changes, and its end.
     * Called from one thread at a time.
     *
     * @return to stop it
     */
    public AutoCloseable onProgress(Consumer<JobStatus> consumer) {
        return grid.watch(
                id,
                change -> {
                    switch (change) {
                        case JobChange.Reset reset -> consumer.accept(reset.status());
                        case JobChange.Progress progress -> consumer.accept(progress.status());
                        case JobChange.Ended ended -> consumer.accept(ended.status());
                        case JobChange.Tasks _ -> {
                            // The counts come with the progress.
                        }
                    }
                });
    }

    /** Asks the job to stop. */
    public JobStatus cancel() {
        return grid.cancel(id);
    }
}
