package io.gridmill.engine;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells jobs which of their blocks have settled, many at a time, until they are known to know it.
 * Thread-safe.
 */
final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final Ports ports;
    private final KeptBlocks kept;
    private final Map<String, News> news = new HashMap<>();
    private final Map<String, BitSet> told = new HashMap<>();
    private Runnable onNews = () -> {};

    Settling(Ports ports) {
        this.ports = ports;
        this.kept = new KeptBlocks(ports.durability());
    }

    /** Whom to call when there is something to tell; must not wait. */
    synchronized void onNews(Runnable listener) {
        onNews = listener;
    }

    /** What a job has to be told. */
    private record News(int generation, BitSet blocks, @Nullable JobFailure failure) {}

    /** A block was folded, and its backups know: its job is to know, too. */
    synchronized void settled(BlockKey key, TaskBlock block) {
        if (!isTold(key)) {
            kept.keep(
                    key,
                    block,
                    () -> add(key.job(), block.head().generation(), key.number(), null));
        }
    }

    private boolean isTold(BlockKey key) {
        BitSet known = told.get(key.job());
        return known != null && known.get(key.number());
    }

    /** A block was folded as its owner knows: its job is to know, too, once the backups do. */
    void folded(BlockKey key, TaskBlock block) {
        synchronized (this) {
            if (isTold(key)) {
                return;
            }
        }
        confirmed(key, () -> settled(key, block));
    }

    /** A task has failed for good as its owner knows: its job fails, once the backups know. */
    void taskFailed(BlockKey key, TaskBlock block) {
        for (int i = 0; i < block.head().size(); i++) {
            if (block.state(i) == TaskState.FAILED) {
                JobFailure failure = failure(block, i);
                int generation = block.head().generation();
                confirmed(key, () -> add(key.job(), generation, -1, failure));
                return;
            }
        }
    }

    private void confirmed(BlockKey key, Runnable then) {
        BlockEvent confirm = new BlockEvent.Work(null, null, ports.clocks().wallMillis());
        ports.loop()
                .soon(
                        () -> {
                            var _ = ports.records().apply(key, confirm).thenRun(then);
                        });
    }

    private static JobFailure failure(TaskBlock block, int index) {
        PastAttempt last = null;
        for (PastAttempt attempt : block.past()) {
            if (attempt.index() == index) {
                last = attempt;
            }
        }
        long task = block.head().first() + index;
        String code = last == null || last.code() == null ? "task-failed" : last.code();
        String message = last == null || last.message() == null ? "" : ": " + last.message();
        return new JobFailure(
                code,
                "Task " + task + " failed after " + block.failures(index) + " attempts" + message,
                task);
    }

    private synchronized void add(
            String job, int generation, int block, @Nullable JobFailure failure) {
        put(job, generation, block, failure);
        onNews.run();
    }

    private void put(String job, int generation, int block, @Nullable JobFailure failure) {
        News old = news.get(job);
        BitSet blocks = old == null || old.generation != generation ? new BitSet() : old.blocks;
        if (block >= 0) {
            blocks.set(block);
        }
        JobFailure first = old == null || old.failure == null ? failure : old.failure;
        news.put(job, new News(generation, blocks, first));
    }

    /**
     * Tells what there is to tell; what does not get through is told again the next time.
     *
     * @return completes when all was tried, never exceptionally
     */
    CompletableFuture<?> flush() {
        Map<String, News> taken;
        synchronized (this) {
            taken = new HashMap<>(news);
            news.clear();
        }
        List<CompletableFuture<?>> telling = new ArrayList<>();
        taken.forEach((job, what) -> telling.add(tell(job, what)));
        return CompletableFuture.allOf(telling.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> tell(String job, News what) {
        JobEvent event =
                new JobEvent.Settled(
                        what.generation, what.blocks, what.failure, ports.clocks().wallMillis());
        return ports.records()
                .applyToJob(job, event)
                .handle(
                        (_, failure) -> {
                            if (failure == null) {
                                told(job, what);
                            } else {
                                notTold(job, what, failure);
                            }
                            return true;
                        });
    }

    private synchronized void told(String job, News what) {
        told.computeIfAbsent(job, _ -> new BitSet()).or(what.blocks);
    }

    private synchronized void notTold(String job, News what, Throwable failure) {
        LOG.debug(
                "Job {} was not told of its settled blocks; again with the next sweep",
                job,
                failure);
        what.blocks.stream().forEach(block -> put(job, what.generation, block, what.failure));
        if (what.failure != null) {
            put(job, what.generation, -1, what.failure);
        }
    }

    /** Tells everything again: a job's key may have moved to a member that knows less. */
    synchronized void forgetTold() {
        told.clear();
    }

    /** Forgets a job. */
    synchronized void forget(String job) {
        kept.forget(job);
        told.remove(job);
        news.remove(job);
    }
}
