package io.gridmill.engine;

import io.gridmill.execute.ResultStore;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.Retention;
import io.gridmill.ledger.BlockKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets jobs that have ended: because somebody asks, because their time is over, or because there
 * are too many. What was deleted stays deleted: a copy that comes back, as with the smaller side of
 * a split, goes again. Thread-safe.
 */
final class Deletions {
    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);

    /** Ended jobs that the grid keeps, also when their results would live longer. */
    private static final int MOST_ENDED = 20_000;

    /** The parameters of those that a node drove; each of its backups has them too. */
    private static final long MOST_ENDED_BYTES = 32L << 20;

    private final Ports ports;
    private final ResultStore store;
    private final Consumer<String> forget;
    private final StepCleaning steps;

    /**
     * Deletes through these.
     *
     * @param forget has this member forget what it knows of a job
     */
    Deletions(Ports ports, ResultStore store, Consumer<String> forget) {
        this.ports = ports;
        this.store = store;
        this.forget = forget;
        this.steps = new StepCleaning(ports.records(), this::alone);
    }

    /** Forgets an ended job everywhere, unless it was retried meanwhile. */
    CompletableFuture<?> delete(JobRecord job) {
        JobEvent confirm = new JobEvent.Confirm(ports.clocks().wallMillis());
        return ports.records()
                .applyToJob(job.id(), confirm)
                .thenCompose(
                        known ->
                                known != null && !known.state().ended()
                                        ? CompletableFuture.completedFuture(null)
                                        : now(job).thenApply(_ -> null));
    }

    /**
     * Looks at a job that this member has not had so far. One that was deleted has come back, perhaps
     * as it stood before it ended.
     *
     * @return whether it was deleted, and is once more
     */
    CompletableFuture<Boolean> again(JobRecord job) {
        return ports.records()
                .wasDeleted(job)
                .thenCompose(
                        deleted -> {
                            if (!deleted) {
                                return CompletableFuture.completedFuture(false);
                            }
                            LOG.info("Job {} was deleted and came back; it goes again", job.id());
                            return now(job).thenApply(_ -> true);
                        });
    }

    /** Its steps first, so that none is left without its job. */
    private CompletableFuture<?> now(JobRecord job) {
        return steps.delete(job).thenCompose(_ -> alone(job));
    }

    private CompletableFuture<?> alone(JobRecord job) {
        return ports.durability().deleted(job.id()).thenCompose(_ -> here(job));
    }

    /** Its blocks first, so that none is left without its job. */
    private CompletableFuture<?> here(JobRecord job) {
        List<CompletableFuture<?>> blocks = new ArrayList<>();
        // An open job whose last block is full has an empty one after it, which marks its end.
        int end = job.blocks() + (job.spec().open() ? 1 : 0);
        for (int number = 0; number < end; number++) {
            blocks.add(ports.records().removeBlock(new BlockKey(job.id(), number)));
        }
        return CompletableFuture.allOf(blocks.toArray(CompletableFuture<?>[]::new))
                .thenCompose(_ -> ports.records().removeJob(job))
                .thenRunAsync(
                        () -> {
                            store.releaseJob(job.id());
                            forget.accept(job.id());
                            ports.network().tellJobForgotten(job.id());
                        },
                        ports.loop().patient());
    }

    /** Deletes those of this member's jobs whose time is over, or of which there are too many. */
    void expired(Collection<JobRecord> own) {
        long now = ports.clocks().wallMillis();
        List<JobRecord> ended = new ArrayList<>();
        for (JobRecord job : own) {
            if (job.spec().parent() != null) {
                steps.deleteOrphan(job, now);
            } else if (job.expires() < now) {
                var _ = delete(job);
            } else if (job.state().ended()) {
                ended.add(job);
            }
        }
        int most = MOST_ENDED / Math.max(1, ports.network().dataNodes());
        List<JobRecord> surplus = new Retention(most, MOST_ENDED_BYTES).surplus(ended);
        if (!surplus.isEmpty()) {
            LOG.info(
                    "{} of {} ended jobs go before their time: {} or {} MiB of parameters may be"
                            + " kept here",
                    surplus.size(),
                    ended.size(),
                    most,
                    MOST_ENDED_BYTES >> 20);
        }
        for (JobRecord job : surplus) {
            var _ = delete(job);
        }
    }
}
