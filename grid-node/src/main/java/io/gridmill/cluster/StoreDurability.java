package io.gridmill.cluster;

import io.gridmill.durable.Moment;
import io.gridmill.durable.StoreWriter;
import io.gridmill.engine.Durability;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The store as the engine uses it. Of the changes of a job only those are written that the splitter
 * and the settled blocks do not tell again: how it ended, that it is to stop or to close, and, for
 * what lives longer than a second, that it has begun. Thread-safe.
 */
final class StoreDurability implements Durability {
    private static final long ANSWER_WITHIN_MILLIS = 5_000;

    private final StoreWriter writer;
    private final Executor executor;
    private final Map<String, JobRecord> unwritten = new ConcurrentHashMap<>();
    private final Map<String, Long> written = new ConcurrentHashMap<>();
    private volatile boolean ready;
    private volatile @Nullable BringingBack bringing;

    /** Brings back what was lost in the grid and is in the store. */
    interface BringingBack {
        /** Blocks of a job. */
        CompletableFuture<?> blocks(JobRecord job);

        /** A job's record; completes with whether there was one. */
        CompletableFuture<Boolean> job(String id);
    }

    StoreDurability(StoreWriter writer, Executor executor) {
        this.writer = writer;
        this.executor = executor;
    }

    /** From now on what is lost can be brought back. */
    void bringBackBy(BringingBack how) {
        bringing = how;
    }

    @Override
    public CompletableFuture<?> restore(JobRecord job) {
        BringingBack how = bringing;
        return how == null ? notYet() : how.blocks(job);
    }

    @Override
    public CompletableFuture<Boolean> recall(String job) {
        BringingBack how = bringing;
        return how == null ? notYet() : how.job(job);
    }

    private static CompletableFuture<Boolean> notYet() {
        return CompletableFuture.failedFuture(new IllegalStateException("The node just starts"));
    }

    /** The jobs of an earlier grid are loaded. */
    void becomeReady() {
        ready = true;
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public boolean ready() {
        return ready;
    }

    /** What is wrong with the store; null when it works. */
    @Nullable String trouble() {
        return writer.trouble();
    }

    private CompletableFuture<Boolean> write(Moment moment) {
        return writer.write(moment).thenApplyAsync(changed -> changed, executor);
    }

    @Override
    public CompletableFuture<?> accepted(JobRecord job) {
        return write(new Moment.Accepted(job));
    }

    @Override
    public CompletableFuture<?> settled(BlockKey key, TaskBlock block) {
        return write(new Moment.Settled(key, block));
    }

    @Override
    public CompletableFuture<?> changed(JobRecord job) {
        long version = job.progress().version();
        return write(new Moment.Changed(job)).thenRun(() -> noteWritten(job.id(), version));
    }

    private void noteWritten(String job, long version) {
        written.merge(job, version, Math::max);
    }

    @Override
    public CompletableFuture<?> deleted(String job) {
        unwritten.remove(job);
        String trouble = writer.trouble();
        if (trouble != null) {
            return CompletableFuture.failedFuture(unavailable(null));
        }
        return write(new Moment.Deleted(job))
                .orTimeout(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS)
                .thenRun(
                        () -> {
                            unwritten.remove(job);
                            written.remove(job);
                        });
    }

    @Override
    public void seen(JobRecord job) {
        unwritten.merge(job.id(), job, StoreDurability::later);
    }

    private static JobRecord later(JobRecord a, JobRecord b) {
        return a.progress().version() > b.progress().version() ? a : b;
    }

    /** Writes what was seen since the last call and is not written; about once a second. */
    void writeSeen() {
        for (JobRecord job : List.copyOf(unwritten.values())) {
            if (!unwritten.remove(job.id(), job)) {
                continue;
            }
            if (written.getOrDefault(job.id(), 0L) < job.progress().version()) {
                var _ =
                        changed(job)
                                .whenComplete(
                                        (_, failure) -> {
                                            if (failure != null) {
                                                seen(job);
                                            }
                                        });
            }
            if (job.state().ended()) {
                written.remove(job.id());
            }
        }
    }

    /**
     * Waits until something is written.
     *
     * @return whether it changed something
     * @throws GridException UNAVAILABLE when the store does not answer in time; it may be written
     */
    boolean await(Moment moment) {
        if (writer.trouble() != null) {
            throw unavailable(null);
        }
        CompletableFuture<Boolean> writing = writer.write(moment);
        try {
            return writing.get(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            throw unavailable(e);
        } finally {
            // Takes it back where it is not written: the one who asked is told that it may not be.
            writing.cancel(false);
        }
    }

    /** Waits until a job is written as it stands. */
    void awaitChanged(JobRecord job) {
        if (written.getOrDefault(job.id(), 0L) < job.progress().version()) {
            await(new Moment.Changed(job));
            noteWritten(job.id(), job.progress().version());
        }
    }

    private GridException unavailable(@Nullable Throwable cause) {
        String trouble = writer.trouble();
        String why = trouble == null ? "it does not answer in time" : trouble;
        return new GridException(
                ErrorCode.UNAVAILABLE,
                "Nothing can be promised without the durable store: "
                        + why
                        + ". Repeat the request (with the same key) when it is back",
                List.of(),
                cause);
    }
}
