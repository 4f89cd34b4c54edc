package io.gridmill.engine;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.concurrent.CompletableFuture;

/**
 * What is written where it outlives all members. Nothing waits; futures complete where continuing is
 * allowed, when what was given survives, and fail when it may not have been written: then the same
 * is given again. Thread-safe.
 */
public interface Durability {

    /** Nothing outlives the members. */
    Durability NONE =
            new Durability() {
                private static final CompletableFuture<?> DONE =
                        CompletableFuture.completedFuture(true);

                @Override
                public boolean lasting() {
                    return false;
                }

                @Override
                public boolean ready() {
                    return true;
                }

                @Override
                public CompletableFuture<?> accepted(JobRecord job) {
                    return DONE;
                }

                @Override
                public CompletableFuture<?> settled(BlockKey key, TaskBlock block) {
                    return DONE;
                }

                @Override
                public CompletableFuture<?> changed(JobRecord job) {
                    return DONE;
                }

                @Override
                public CompletableFuture<?> deleted(String job) {
                    return DONE;
                }

                @Override
                public void seen(JobRecord job) {}

                @Override
                public CompletableFuture<?> restore(JobRecord job) {
                    return DONE;
                }

                @Override
                public CompletableFuture<Boolean> recall(String job) {
                    return CompletableFuture.completedFuture(false);
                }
            };

    /** Whether anything is written at all. */
    boolean lasting();

    /** Whether the jobs of an earlier grid are there, so that jobs may be driven and forgotten. */
    boolean ready();

    /** A job that a step makes is about to be there; it may be when this completes. */
    CompletableFuture<?> accepted(JobRecord job);

    /** A block has settled; its job may be told when this completes. */
    CompletableFuture<?> settled(BlockKey key, TaskBlock block);

    /** A job stands like this, or is about to; it may be told when this completes. */
    CompletableFuture<?> changed(JobRecord job);

    /** A job is about to be forgotten; it may be when this completes. */
    CompletableFuture<?> deleted(String job);

    /** A job that this member drives stands like this; written some time later. Cheap. */
    void seen(JobRecord job);

    /** Brings back what was kept of a job's blocks, where those are lost; the rest stays. */
    CompletableFuture<?> restore(JobRecord job);

    /** Brings back a job whose record is lost; completes with whether there was anything kept. */
    CompletableFuture<Boolean> recall(String job);
}
