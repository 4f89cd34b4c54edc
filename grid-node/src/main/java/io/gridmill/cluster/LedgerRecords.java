package io.gridmill.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.engine.Records;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The ledger as the engine's store: every answer is continued on the engine's own threads. */
final class LedgerRecords implements Records {
    private final Ledger ledger;
    private final Executor executor;

    LedgerRecords(Ledger ledger, Executor executor) {
        this.ledger = ledger;
        this.executor = executor;
    }

    private interface Operation<T extends @Nullable Object> {
        CompletionStage<T> start();
    }

    private <T extends @Nullable Object> CompletableFuture<T> answered(Operation<T> operation) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            var _ =
                    operation
                            .start()
                            .whenCompleteAsync(
                                    (result, failure) -> {
                                        if (failure == null) {
                                            answer.complete(result);
                                        } else {
                                            answer.completeExceptionally(failure);
                                        }
                                    },
                                    executor);
        } catch (HazelcastException
                | HazelcastInstanceNotActiveException
                | RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see the type variable through the lambda
    public CompletableFuture<@Nullable JobRecord> readJob(String id) {
        return this.<@Nullable JobRecord>answered(() -> ledger.readJob(id));
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see the type variable through the lambda
    public CompletableFuture<?> createJob(JobRecord job) {
        return this.<@Nullable JobRecord>answered(() -> ledger.createLater(job));
    }

    @Override
    @SuppressWarnings("NullAway") // it does not see the type variable through the lambda
    public CompletableFuture<@Nullable JobRecord> applyToJob(String id, JobEvent event) {
        return this.<@Nullable JobRecord>answered(() -> ledger.applyLater(id, event));
    }

    @Override
    public CompletableFuture<?> removeJob(JobRecord job) {
        return answered(() -> ledger.removeJob(job));
    }

    @Override
    public CompletableFuture<Boolean> wasDeleted(JobRecord job) {
        return answered(() -> ledger.wasDeleted(job));
    }

    @Override
    public CompletableFuture<Boolean> create(BlockKey key, TaskBlock block) {
        return answered(() -> ledger.create(key, block));
    }

    @Override
    public CompletableFuture<BlockAnswer> apply(BlockKey key, BlockEvent event) {
        return answered(() -> ledger.apply(key, event));
    }

    @Override
    public CompletableFuture<Boolean> lookAt(BlockKey key) {
        return answered(() -> ledger.lookAt(key));
    }

    @Override
    public CompletableFuture<?> removeBlock(BlockKey key) {
        return answered(() -> ledger.deleteBlock(key));
    }

    @Override
    public boolean owns(BlockKey key) {
        return ledger.owns(key);
    }

    @Override
    public boolean ownsJob(String id) {
        return ledger.ownsJob(id);
    }

    @Override
    public Collection<String> localJobs() {
        return ledger.localJobs();
    }
}
