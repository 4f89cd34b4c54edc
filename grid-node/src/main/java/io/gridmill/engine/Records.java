package io.gridmill.engine;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The store of jobs and blocks. An operation runs on the owner of its key and is answered when the
 * backups know what it changed or what it found done. It may fail although it was carried out, and
 * may be carried out twice. Futures complete where continuing is allowed. Thread-safe.
 */
public interface Records {

    /** A job as its owner knows it; null when there is none. */
    CompletableFuture<@Nullable JobRecord> readJob(String id);

    /**
     * Reads a job whose end others act upon: one that has ended is told when its backups know that,
     * since an end that only its owner has seen dies with it.
     *
     * @param time milliseconds since the epoch
     */
    default CompletableFuture<@Nullable JobRecord> readConfirmed(String id, long time) {
        return readJob(id)
                .thenCompose(
                        job ->
                                job != null && job.state().ended()
                                        ? applyToJob(id, new JobEvent.Confirm(time))
                                        : CompletableFuture.completedFuture(job));
    }

    /** Writes a new job where none stands under its id. */
    CompletableFuture<?> createJob(JobRecord job);

    /** Applies an event to a job; gives the job as it stands then, null when there is none. */
    CompletableFuture<@Nullable JobRecord> applyToJob(String id, JobEvent event);

    /** Forgets a job's record, and notes that; its blocks are another matter. */
    CompletableFuture<?> removeJob(JobRecord job);

    /** Whether this very job was removed of late, and not only one under the same id before it. */
    CompletableFuture<Boolean> wasDeleted(JobRecord job);

    /** Writes a block where there is none yet; whether it was. */
    CompletableFuture<Boolean> create(BlockKey key, TaskBlock block);

    /** Applies an event to a block. */
    CompletableFuture<BlockAnswer> apply(BlockKey key, BlockEvent event);

    /** Shows a block to its owner's hooks; false when there is none. */
    CompletableFuture<Boolean> lookAt(BlockKey key);

    /** Forgets a block. */
    CompletableFuture<?> removeBlock(BlockKey key);

    /** Whether this member owns a block now. */
    boolean owns(BlockKey key);

    /** Whether this member owns a job's key now, and so drives it. */
    boolean ownsJob(String id);

    /** Ids of the jobs whose key this member owns now. */
    Collection<String> localJobs();
}
