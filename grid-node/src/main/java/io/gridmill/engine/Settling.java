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
    private final Map<String, Told> told = new HashMap<>();
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
    private record News(
            int generation,
            BitSet blocks,
            Map<Integer, Integer> failed,
            @Nullable JobFailure failure) {}

    /** What a job is known to know of a generation. */
    private record Told(int generation, BitSet blocks, Map<Integer, Integer> failed) {}

    /** A block was folded, and its backups know: its job is to know, too. */
    synchronized void settled(BlockKey key, TaskBlock block) {
        if (!isTold(key, block)) {
            kept.keep(key, block, () -> add(key, block, true));
        }
    }

    private boolean isTold(BlockKey key, TaskBlock block) {
        Told known = told.get(key.job());
        return known != null
                && known.generation == block.head().generation()
                && known.blocks.get(key.number());
    }

    private boolean failuresTold(BlockKey key, TaskBlock block) {
        Told known = told.get(key.job());
        return known != null
                && known.generation == block.head().generation()
                && known.failed.getOrDefault(key.number(), 0) >= block.count(TaskState.FAILED);
    }

    /** A block was folded as its owner knows: its job is to know, too, once the backups do. */
    void folded(BlockKey key, TaskBlock block) {
        synchronized (this) {
            if (isTold(key, block)) {
                return;
            }
        }
        confirmed(key, () -> settled(key, block));
    }

    /** Tasks have failed for good as their owner knows: their job is to know, once backups do. */
    void taskFailed(BlockKey key, TaskBlock block) {
        synchronized (this) {
            if (failuresTold(key, block)) {
                return;
            }
        }
        confirmed(key, () -> add(key, block, false));
    }

    private void confirmed(BlockKey key, Runnable then) {
        BlockEvent confirm = new BlockEvent.Work(null, null, ports.clocks().wallMillis());
        ports.loop()
                .soon(
                        () -> {
                            var _ = ports.records().apply(key, confirm).thenRun(then);
                        });
    }

    private static @Nullable JobFailure failure(TaskBlock block) {
        for (int i = 0; i < block.head().size(); i++) {
            if (block.state(i) == TaskState.FAILED) {
                return failure(block, i);
            }
        }
        return null;
    }

    private static JobFailure failure(TaskBlock block, int index) {
        PastAttempt last = block.lastPast(index);
        long task = block.head().first() + index;
        String code = last == null || last.code() == null ? "task-failed" : last.code();
        String message = last == null || last.message() == null ? "" : ": " + last.message();
        int attempts = Math.max(1, block.failures(index));
        return new JobFailure(
                code,
                "Task "
                        + task
                        + " failed after "
                        + attempts
                        + (attempts == 1 ? " attempt" : " attempts")
                        + message,
                task);
    }

    private synchronized void add(BlockKey key, TaskBlock block, boolean settled) {
        BitSet blocks = new BitSet();
        blocks.set(key.number(), settled);
        int failed = block.count(TaskState.FAILED);
        Map<Integer, Integer> counts = failed == 0 ? Map.of() : Map.of(key.number(), failed);
        put(key.job(), new News(block.head().generation(), blocks, counts, failure(block)));
        onNews.run();
    }

    private void put(String job, News more) {
        News old = news.get(job);
        if (old == null || old.generation < more.generation) {
            news.put(job, more);
            return;
        }
        if (old.generation > more.generation) {
            return;
        }
        BitSet blocks = (BitSet) old.blocks.clone();
        blocks.or(more.blocks);
        JobFailure first = old.failure == null ? more.failure : old.failure;
        Map<Integer, Integer> failed = merged(old.failed, more.failed);
        // What a block says when it is folded is final, and may be less than what it said before.
        replaceFinal(failed, old.blocks, old.failed);
        replaceFinal(failed, more.blocks, more.failed);
        news.put(job, new News(old.generation, blocks, failed, first));
    }

    private static void replaceFinal(
            Map<Integer, Integer> failed, BitSet folded, Map<Integer, Integer> counts) {
        folded.stream().forEach(block -> failed.remove(block));
        counts.forEach(
                (block, count) -> {
                    if (folded.get(block)) {
                        failed.put(block, count);
                    }
                });
    }

    private static Map<Integer, Integer> merged(
            Map<Integer, Integer> some, Map<Integer, Integer> others) {
        Map<Integer, Integer> all = new HashMap<>(some);
        others.forEach((block, failed) -> all.merge(block, failed, Math::max));
        return all;
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
                        what.generation,
                        what.blocks,
                        what.failed,
                        what.failure,
                        ports.clocks().wallMillis());
        return ports.records()
                .applyToJob(job, event)
                .handle(
                        (known, failure) -> {
                            if (failure != null) {
                                notTold(job, what, failure);
                            } else if (known != null) {
                                told(job, what);
                            }
                            // A record that is lost may come back, and then knows nothing of it.
                            return true;
                        });
    }

    private synchronized void told(String job, News what) {
        Told known = told.get(job);
        if (known == null || known.generation < what.generation) {
            told.put(job, new Told(what.generation, what.blocks, what.failed));
        } else if (known.generation == what.generation) {
            known.blocks.or(what.blocks);
            told.put(
                    job,
                    new Told(known.generation, known.blocks, merged(known.failed, what.failed)));
        }
    }

    private synchronized void notTold(String job, News what, Throwable failure) {
        LOG.debug(
                "Job {} was not told of its settled blocks; again with the next sweep",
                job,
                failure);
        put(job, what);
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
