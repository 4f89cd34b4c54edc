package io.gridmill.cluster;

import io.gridmill.cluster.store.Ledger;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells jobs which of their blocks have settled, many at a time, until they are known to know it.
 * Thread-safe.
 */
final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final Ledger ledger;
    private final Map<String, News> news = new HashMap<>();
    private final Map<String, BitSet> told = new HashMap<>();
    private Runnable onNews = () -> {};

    Settling(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whom to call when there is something to tell; must not wait. */
    synchronized void onNews(Runnable listener) {
        onNews = listener;
    }

    /** What a job has to be told. */
    private record News(int generation, BitSet blocks, @Nullable JobFailure failure) {}

    /** A block was folded, and its backups know: its job is to know, too. */
    synchronized void settled(BlockKey key, TaskBlock block) {
        BitSet known = told.get(key.job());
        if (known == null || !known.get(key.number())) {
            add(key.job(), block.head().generation(), key.number(), null);
        }
    }

    /** A task has failed for good: its job fails. */
    synchronized void taskFailed(BlockKey key, TaskBlock block) {
        for (int i = 0; i < block.head().size(); i++) {
            if (block.state(i) == TaskState.FAILED) {
                add(key.job(), block.head().generation(), -1, failure(block, i));
                return;
            }
        }
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

    private void add(String job, int generation, int block, @Nullable JobFailure failure) {
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

    /** Tells what there is to tell; what does not get through is told again the next time. */
    void flush() {
        Map<String, News> taken;
        synchronized (this) {
            if (news.isEmpty()) {
                return;
            }
            taken = new HashMap<>(news);
            news.clear();
        }
        for (Map.Entry<String, News> entry : taken.entrySet()) {
            tell(entry.getKey(), entry.getValue());
        }
    }

    private void tell(String job, News what) {
        try {
            ledger.apply(
                    job,
                    new JobEvent.Settled(what.generation, what.blocks, what.failure, ledger.now()));
            synchronized (this) {
                told.computeIfAbsent(job, _ -> new BitSet()).or(what.blocks);
            }
        } catch (RuntimeException e) {
            LOG.debug(
                    "Job {} was not told of its settled blocks; again with the next sweep", job, e);
            synchronized (this) {
                what.blocks.stream()
                        .forEach(block -> put(job, what.generation, block, what.failure));
                if (what.failure != null) {
                    put(job, what.generation, -1, what.failure);
                }
            }
        }
    }

    /** Tells everything again: a job's key may have moved to a member that knows less. */
    synchronized void forgetTold() {
        told.clear();
    }

    /** Forgets a job. */
    synchronized void forget(String job) {
        told.remove(job);
        news.remove(job);
    }
}
