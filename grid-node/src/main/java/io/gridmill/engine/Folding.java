package io.gridmill.engine;

import io.gridmill.execute.ResultStore;
import io.gridmill.execute.RunnableJob;
import io.gridmill.execute.ScratchSpace;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.ledger.BlockChange.Stopping;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockTransitions;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import io.gridmill.task.FailedTask;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the results of blocks whose tasks have all ended into one partial each, on worker threads of
 * the member that owns the block. May be asked for the same block again and again.
 */
final class Folding {
    private static final Logger LOG = LoggerFactory.getLogger(Folding.class);

    /** Attempts to fold a block before its job fails; about a second lies between two. */
    private static final int MOST_FAILURES = 30;

    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(true);

    private final Ports ports;
    private final BlockIndex index;
    private final RunnableJobs jobs;
    private final ResultStore store;
    private final Settling settling;
    private final Executor executor;
    private final Set<BlockKey> underWay = ConcurrentHashMap.newKeySet();
    private final Map<BlockKey, Integer> failures = new ConcurrentHashMap<>();

    Folding(
            Ports ports,
            BlockIndex index,
            RunnableJobs jobs,
            ResultStore store,
            Settling settling,
            Executor executor) {
        this.ports = ports;
        this.index = index;
        this.jobs = jobs;
        this.store = store;
        this.settling = settling;
        this.executor = executor;
    }

    /** Folds a block soon; does nothing while that is under way. Cheap: partition threads call it. */
    void fold(BlockKey key) {
        if (underWay.add(key)) {
            ports.loop().soon(() -> start(key));
        }
    }

    private void start(BlockKey key) {
        BlockEvent confirm = new BlockEvent.Work(null, null, ports.clocks().wallMillis());
        var _ =
                ports.records()
                        .apply(key, confirm)
                        .thenCompose(_ -> jobs.find(key.job()))
                        .thenComposeAsync(job -> foldNow(key, job), executor)
                        .whenComplete(
                                (_, failure) -> {
                                    underWay.remove(key);
                                    if (failure == null) {
                                        failures.remove(key);
                                    } else {
                                        failed(key, failure);
                                    }
                                });
    }

    /** Tries again, as bytes may be out of reach for a while; not for ever. */
    private void failed(BlockKey key, Throwable e) {
        LOG.warn("Block {} could not be folded: {}", key, e.toString());
        LOG.debug("The fold's failure", e);
        if (failures.merge(key, 1, Integer::sum) >= MOST_FAILURES) {
            failures.remove(key);
            fail(key.job(), "The results of block " + key.number() + " cannot be folded: " + e);
        }
    }

    private void fail(String job, String message) {
        JobFailure failure = new JobFailure(ErrorCode.AGGREGATE_FAILED.code(), message, -1);
        JobEvent fail = new JobEvent.Fail(0, failure, ports.clocks().wallMillis());
        var _ = ports.records().applyToJob(job, fail);
    }

    private CompletableFuture<?> foldNow(BlockKey key, @Nullable RunnableJob job) {
        TaskBlock block = index.block(key);
        if (block == null || !block.ended() || block.folded()) {
            return DONE;
        }
        boolean whole = goesIntoTheAnswer(block, job);
        if (whole && job == null) {
            LOG.warn("Block {} belongs to no job that this node can fold", key);
            return DONE;
        }
        DataRef partial;
        try {
            partial = whole && job != null ? partial(key, block, job) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (whole && partial == null) {
            return DONE;
        }
        boolean asked = job == null || job.spec().keepTaskResults();
        boolean keep = BlockTransitions.keeps(block, partial, asked);
        BlockEvent fold =
                new BlockEvent.Fold(block.head().generation(), block.version(), partial, keep);
        return ports.records().apply(key, fold).thenAccept(_ -> folded(key, block, keep));
    }

    /** Whether a partial is made of it: not where the job can only fail. */
    private static boolean goesIntoTheAnswer(TaskBlock block, @Nullable RunnableJob job) {
        return block.stopping() == Stopping.NO
                && (block.count(TaskState.SUCCEEDED) == block.head().size()
                        || (job != null && job.spec().failurePolicy().bearsFailures()));
    }

    private void folded(BlockKey key, TaskBlock block, boolean keep) {
        TaskBlock folded = index.block(key);
        if (folded != null && folded.folded()) {
            settling.settled(key, folded);
        }
        if (!keep) {
            releaseResults(key, block);
        }
    }

    /** The partial; null when user code failed and the job was told so. */
    private @Nullable DataRef partial(BlockKey key, TaskBlock block, RunnableJob job)
            throws IOException {
        List<TaskResult> results = new ArrayList<>(block.head().size());
        List<FailedTask> failed = new ArrayList<>();
        for (int i = 0; i < block.head().size(); i++) {
            long task = block.head().first() + i;
            DataRef result = block.result(i);
            if (block.state(i) == TaskState.SUCCEEDED) {
                Source data = store.source(result == null ? DataRef.EMPTY : result);
                results.add(new TaskResult(task, data));
            } else {
                failed.add(failed(task, block.lastPast(i)));
            }
        }
        String reference = key.job() + "/partial/" + key.number() + "." + block.head().generation();
        try (ResultStore.Writer out = store.open(reference);
                ScratchSpace work = new ScratchSpace(store)) {
            job.fold(results, failed, work, out);
            return out.finish();
        } catch (GridException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("The aggregator of job {} failed on block {}", key.job(), key.number(), e);
            long first = block.head().first();
            long last = first + block.head().size() - 1;
            fail(key.job(), "The aggregator threw " + e + " on tasks " + first + " to " + last);
            return null;
        }
    }

    private static FailedTask failed(long task, @Nullable PastAttempt last) {
        String code = last == null || last.code() == null ? "task-failed" : last.code();
        return new FailedTask(task, code, last == null ? null : last.message());
    }

    private void releaseResults(BlockKey key, TaskBlock block) {
        for (int i = 0; i < block.head().size(); i++) {
            if (block.result(i) instanceof DataRef.Blob blob) {
                long task = block.head().first() + i;
                store.release(blob, key.job() + "/task/" + task + "." + block.attempt(i));
            }
        }
    }
}
