package io.gridmill.cluster;

import io.gridmill.claim.ClaimSize;
import io.gridmill.cluster.members.Heartbeat;
import io.gridmill.cluster.members.Hint;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.execute.Batch;
import io.gridmill.execute.RunnableJob;
import io.gridmill.execute.WorkSource;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.TaskReport;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims work for the slots: where the most urgent waits, from this member's own blocks on a tie.
 * From others it gets hints only, and claims for itself. Thread-safe.
 */
final class Claims implements WorkSource {
    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final int HINTS = 8;
    private static final long REPEAT_EVERY_MILLIS = 100;
    private static final long REPEAT_FOR_NANOS = 60_000_000_000L;

    private final Ledger ledger;
    private final BlockIndex index;
    private final Members members;
    private final RunnableJobs jobs;
    private final HeldClaims held;
    private final Executor executor;
    private final boolean worker;
    private final WorkSignal signal = new WorkSignal();
    private final ConcurrentLinkedDeque<Hint> hints = new ConcurrentLinkedDeque<>();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile boolean accepting = true;
    private volatile boolean closed;

    Claims(
            Ledger ledger,
            BlockIndex index,
            Members members,
            RunnableJobs jobs,
            HeldClaims held,
            Executor executor) {
        this.ledger = ledger;
        this.index = index;
        this.members = members;
        this.jobs = jobs;
        this.held = held;
        this.executor = executor;
        this.worker = members.selfIsLite();
    }

    /** Work may have appeared here or elsewhere. */
    void wake() {
        signal.signal();
    }

    /** Whether new work is taken; when not, slots find none. */
    void accept(boolean accept) {
        if (accepting != accept) {
            accepting = accept;
            wake();
        }
    }

    /** The node ends: what does not answer is not asked again. */
    void close() {
        accepting = false;
        closed = true;
        wake();
    }

    @Override
    public @Nullable Batch take(long waitMillis) throws InterruptedException {
        long seen = signal.seen();
        Batch batch = accepting ? claimBest() : null;
        if (batch != null || !signal.await(seen, waitMillis)) {
            return batch;
        }
        return accepting ? claimBest() : null;
    }

    private @Nullable Batch claimBest() {
        Heartbeat other = members.mostUrgent();
        if (other != null && other.bestPriority() > index.best().priority()) {
            Batch stolen = steal(other);
            if (stolen != null) {
                return stolen;
            }
        }
        for (var local = index.pick(); local != null; local = index.pick()) {
            Batch batch = claim(local.key(), local.jobReady());
            if (batch != null) {
                return batch;
            }
        }
        return other == null ? null : steal(other);
    }

    private @Nullable Batch steal(Heartbeat other) {
        Batch batch = claimHinted();
        if (batch != null) {
            return batch;
        }
        // One slot asks; the others take from what it gets, or wait for the next signal.
        if (!asking.tryLock()) {
            return null;
        }
        try {
            List<Hint> fresh = members.hints(other.node(), HINTS);
            if (fresh.isEmpty()) {
                members.nothingThere(other);
                return null;
            }
            hints.addAll(fresh);
        } finally {
            asking.unlock();
        }
        signal.signal();
        return claimHinted();
    }

    private @Nullable Batch claimHinted() {
        for (Hint hint = hints.pollFirst(); hint != null; hint = hints.pollFirst()) {
            Batch batch = claim(hint.block(), hint.jobReady());
            if (batch != null) {
                return batch;
            }
        }
        return null;
    }

    private @Nullable Batch claim(BlockKey key, long jobReady) {
        RunnableJob job = runnable(key);
        if (job == null) {
            return null;
        }
        CompletableFuture<@Nullable Batch> claimed = new CompletableFuture<>();
        send(new Sending(job, key, null, request(job, key, jobReady)), claimed);
        return claimed.join();
    }

    private @Nullable RunnableJob runnable(BlockKey key) {
        try {
            RunnableJob job = jobs.find(key.job());
            if (job == null) {
                // Deleted a moment ago, or of a type that only other nodes have.
                LOG.debug("Block {} belongs to no job that this node can run", key);
            }
            return job;
        } catch (IOException | RuntimeException e) {
            LOG.warn("Job {} cannot be made ready here; its work is left to others", key.job(), e);
            return null;
        }
    }

    private BlockEvent.Request request(RunnableJob job, BlockKey key, long jobReady) {
        int most = ClaimSize.of(job.timing().millis(), jobReady, members.totalSlots());
        return new BlockEvent.Request(
                new ClaimId(members.self(), held.begin(key, System.nanoTime())), most);
    }

    /** An operation under way: what is reported and what is asked for, either may be missing. */
    private record Sending(
            RunnableJob job,
            BlockKey key,
            BlockEvent.@Nullable Report report,
            BlockEvent.@Nullable Request request) {}

    @Override
    public CompletableFuture<@Nullable Batch> report(
            Batch batch, List<TaskReport> reports, boolean last, boolean claimMore) {
        RunnableJob job = batch.job();
        BlockEvent.Report report =
                reports.isEmpty()
                        ? null
                        : new BlockEvent.Report(
                                batch.claim(),
                                batch.generation(),
                                reports,
                                job.spec().retry(),
                                ThreadLocalRandom.current().nextDouble());
        BlockEvent.Request request =
                claimMore && accepting ? request(job, batch.block(), readyOf(batch)) : null;
        CompletableFuture<@Nullable Batch> answer = new CompletableFuture<>();
        if (report == null && request == null) {
            // All of it was given back before, while it waited to be started.
            if (last) {
                held.end(batch.claim().number());
            }
            answer.complete(null);
            return answer;
        }
        send(new Sending(job, batch.block(), report, request), answer);
        if (last) {
            var _ = answer.whenCompleteAsync((_, _) -> held.end(batch.claim().number()), executor);
        }
        return answer;
    }

    private long readyOf(Batch batch) {
        // Blocks spread evenly, so the others have about as many waiting as this member. A worker
        // has none, and knows only what the others said last.
        long here = index.readyTasks(batch.block().job());
        long all = worker ? members.readyTasks() : here * members.dataNodes();
        return Math.max(all, batch.tasks().size());
    }

    private void send(Sending sending, CompletableFuture<@Nullable Batch> answer) {
        attempt(sending, answer, System.nanoTime());
    }

    /** Sends it until the answer is known; repeating is safe, because the claim stays the same. */
    private void attempt(
            Sending sending, CompletableFuture<@Nullable Batch> answer, long firstNanos) {
        BlockEvent.Work work = new BlockEvent.Work(sending.report, sending.request, ledger.now());
        try {
            var _ =
                    ledger.apply(sending.key, work)
                            .whenCompleteAsync(
                                    (result, failure) -> {
                                        if (failure == null) {
                                            answer.complete(granted(sending, result));
                                        } else {
                                            repeat(sending, answer, firstNanos, failure);
                                        }
                                    },
                                    executor);
        } catch (RuntimeException e) {
            repeat(sending, answer, firstNanos, e);
        }
    }

    private void repeat(
            Sending sending,
            CompletableFuture<@Nullable Batch> answer,
            long firstNanos,
            Throwable failure) {
        if (System.nanoTime() - firstNanos > REPEAT_FOR_NANOS || closed) {
            if (!closed) {
                LOG.warn(
                        "Block {} does not answer; its claim is left to expire: {}",
                        sending.key,
                        failure.toString());
            }
            LOG.debug("The last failure", failure);
            endRequest(sending);
            answer.complete(null);
            return;
        }
        LOG.debug("Block {} did not answer; asking again", sending.key, failure);
        CompletableFuture.delayedExecutor(REPEAT_EVERY_MILLIS, TimeUnit.MILLISECONDS, executor)
                .execute(() -> attempt(sending, answer, firstNanos));
    }

    private @Nullable Batch granted(Sending sending, BlockAnswer result) {
        BlockEvent.Request request = sending.request;
        if (request == null) {
            return null;
        }
        if (result.granted().isEmpty()) {
            endRequest(sending);
            return null;
        }
        RunnableJob job = sending.job;
        Batch batch =
                new Batch(
                        job,
                        sending.key,
                        job.firstTask(sending.key.number()),
                        result.generation(),
                        request.claim(),
                        result.granted());
        held.granted(batch);
        return batch;
    }

    private void endRequest(Sending sending) {
        if (sending.request != null) {
            held.end(sending.request.claim().number());
        }
    }
}
