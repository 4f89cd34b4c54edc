package io.gridmill.engine;

import io.gridmill.claim.ClaimSize;
import io.gridmill.execute.Batch;
import io.gridmill.execute.RunnableJob;
import io.gridmill.execute.WorkSource;
import io.gridmill.job.Needs;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.Share;
import io.gridmill.ledger.TaskReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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

    private final Ports ports;
    private final BlockIndex index;
    private final Heartbeats heartbeats;
    private final RunnableJobs jobs;
    private final HeldClaims held;
    private final SlotSignal signal;
    private final ConcurrentLinkedDeque<Hint> hints = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final Sharing sharing;
    private final Precedence precedence;
    private volatile boolean accepting = true;
    private volatile boolean closed;

    /**
     * Claims that none was made of yet.
     *
     * @param sharing this node's part in sharing out work
     */
    Claims(
            Ports ports,
            BlockIndex index,
            Heartbeats heartbeats,
            RunnableJobs jobs,
            HeldClaims held,
            Sharing sharing) {
        this.ports = ports;
        this.index = index;
        this.heartbeats = heartbeats;
        this.jobs = jobs;
        this.held = held;
        this.sharing = sharing;
        this.precedence = new Precedence(ports.records(), index, heartbeats, sharing.commitments());
        this.signal = new SlotSignal(ports.loop());
    }

    /** Work may have appeared here or elsewhere. */
    void wake() {
        signal.signal();
    }

    /** Whether new work is taken; when not, slots find none. */
    void accept(boolean accept) {
        if (accepting != accept && !closed) {
            accepting = accept;
            wake();
        }
    }

    /** The node ends: what does not answer is not asked again. */
    void close() {
        closed = true;
        accepting = false;
        wake();
    }

    @Override
    public CompletableFuture<@Nullable Batch> take(long waitMillis) {
        long seen = signal.seen();
        return claimBest()
                .thenCompose(
                        batch ->
                                batch != null
                                        ? found(batch)
                                        : signal.await(seen, waitMillis)
                                                .thenCompose(
                                                        woken ->
                                                                woken ? claimBest() : found(null)));
    }

    private static CompletableFuture<@Nullable Batch> found(@Nullable Batch batch) {
        return CompletableFuture.completedFuture(batch);
    }

    private CompletableFuture<@Nullable Batch> claimBest() {
        if (!accepting) {
            return found(null);
        }
        Heartbeat other = heartbeats.mostUrgent(ports.random(), ports.clocks().nanoTime());
        boolean otherFirst = other != null && other.urgency() > precedence.here();
        CompletableFuture<@Nullable Batch> first =
                other != null && otherFirst ? steal(other) : found(null);
        return first.thenCompose(batch -> batch != null ? found(batch) : firstGranted(this::local))
                .thenCompose(batch -> batch != null || other == null ? found(batch) : steal(other));
    }

    /** A block that may have work to give. */
    private record Chance(BlockKey key, int level, Share share, long jobReady) {}

    private @Nullable Chance local() {
        BlockIndex.Candidate candidate = index.pick();
        return candidate == null
                ? null
                : new Chance(
                        candidate.key(),
                        candidate.level(),
                        candidate.share(),
                        candidate.jobReady());
    }

    private @Nullable Chance hinted() {
        Hint hint = hints.pollFirst();
        return hint == null
                ? null
                : new Chance(hint.block(), hint.level(), hint.share(), hint.jobReady());
    }

    /** Tries one after another; a loop, since many may be refused at once. */
    private CompletableFuture<@Nullable Batch> firstGranted(Supplier<@Nullable Chance> next) {
        for (Chance chance = next.get(); chance != null; chance = next.get()) {
            CompletableFuture<@Nullable Batch> claimed = claim(chance);
            if (!claimed.isDone()) {
                return claimed.thenCompose(
                        batch -> batch != null ? found(batch) : firstGranted(next));
            }
            if (claimed.getNow(null) != null) {
                return claimed;
            }
        }
        return found(null);
    }

    private CompletableFuture<@Nullable Batch> steal(Heartbeat other) {
        // What was heard before, and is less urgent than what waits there now, comes too early.
        int level = Urgency.level(other.urgency());
        hints.removeIf(hint -> hint.level() < level);
        return firstGranted(this::hinted)
                .thenCompose(batch -> batch != null ? found(batch) : askForHints(other));
    }

    private CompletableFuture<@Nullable Batch> askForHints(Heartbeat other) {
        // One slot asks; the others take from what it gets, or wait for the next signal.
        if (!asking.compareAndSet(false, true)) {
            return found(null);
        }
        return ports.network()
                .askHints(
                        other.node(),
                        new Wants(ports.network().self(), HINTS, sharing.commitments().used()))
                .whenComplete((_, _) -> asking.set(false))
                .thenCompose(
                        fresh -> {
                            if (fresh.isEmpty()) {
                                heartbeats.nothingThere(other);
                                return found(null);
                            }
                            hints.addAll(fresh);
                            signal.signal();
                            return firstGranted(this::hinted);
                        });
    }

    private CompletableFuture<@Nullable Batch> claim(Chance chance) {
        return jobs.find(chance.key.job())
                .handle((job, failure) -> runnable(chance.key, job, failure))
                .thenCompose(job -> job == null ? found(null) : claim(job, chance));
    }

    private CompletableFuture<@Nullable Batch> claim(RunnableJob job, Chance chance) {
        BlockEvent.Request request = request(job, chance);
        if (request == null) {
            index.offerAgain(chance.key);
            return found(null);
        }
        CompletableFuture<@Nullable Batch> claimed = new CompletableFuture<>();
        send(new Sending(job, chance.key, null, request), claimed);
        return claimed;
    }

    private @Nullable RunnableJob runnable(
            BlockKey key, @Nullable RunnableJob job, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "Job {} cannot be made ready here; its work is left to others",
                    key.job(),
                    failure);
        } else if (job == null) {
            // Deleted a moment ago, or of a type that only other nodes have.
            LOG.debug("Block {} belongs to no job that this node can run", key);
        }
        return job == null || job.runsHere() ? job : null;
    }

    /** Asks for tasks; null where the resources that they need are in use here. */
    private BlockEvent.@Nullable Request request(RunnableJob job, Chance chance) {
        long number = held.begin(chance.key, ports.clocks().nanoTime());
        Needs needs = job.spec().placement().needs();
        if (!sharing.commitments().take(number, chance.level, needs)) {
            held.end(number);
            return null;
        }
        int fixed = sharing.rules().batchSize();
        int most =
                fixed > 0
                        ? fixed
                        : ClaimSize.of(
                                job.timing().millis(), chance.jobReady, heartbeats.totalSlots());
        return new BlockEvent.Request(
                new ClaimId(ports.network().self(), number),
                most,
                held.maySuspects(number),
                chance.share);
    }

    /** A claim is over: what it had taken is free for others. */
    private void end(long claim) {
        held.end(claim);
        if (sharing.commitments().release(claim)) {
            wake();
        }
    }

    @Override
    public boolean yields(Batch batch) {
        return precedence.yields(batch);
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
                                ports.random().nextDouble());
        if (last) {
            ended(batch, reports);
        }
        boolean ask =
                claimMore && (last || ClaimSize.ahead(readyOf(batch), heartbeats.totalSlots()));
        BlockEvent.Request request = ask ? more(job, batch) : null;
        CompletableFuture<@Nullable Batch> answer = new CompletableFuture<>();
        if (report == null && request == null) {
            // All of it was given back before, while it waited to be started.
            if (last) {
                end(batch.claim().number());
            }
            answer.complete(null);
            return answer;
        }
        send(new Sending(job, batch.block(), report, request), answer);
        if (last) {
            var _ = answer.whenComplete((_, _) -> end(batch.claim().number()));
        }
        return answer;
    }

    private BlockEvent.@Nullable Request more(RunnableJob job, Batch batch) {
        Share share = accepting ? precedence.next(job.spec(), batch.block()) : null;
        return share == null
                ? null
                : request(
                        job,
                        new Chance(batch.block(), job.spec().priority(), share, readyOf(batch)));
    }

    /** What ran is put down to its user, and what it used is free at once. */
    private void ended(Batch batch, List<TaskReport> reports) {
        double millis = 0;
        for (TaskReport report : reports) {
            millis += report.runMillis();
        }
        String user = batch.job().spec().user();
        sharing.commitments().ran(user, millis, ports.clocks().wallMillis());
        if (sharing.commitments().release(batch.claim().number())) {
            wake();
        }
    }

    private long readyOf(Batch batch) {
        // Blocks spread evenly, so the others have about as many waiting as this member. A worker
        // has none, and knows only what the others said last.
        long here = index.readyTasks(batch.block().job());
        long all = sharing.worker() ? heartbeats.readyTasks() : here * heartbeats.dataMembers();
        return Math.max(all, batch.tasks().size());
    }

    private void send(Sending sending, CompletableFuture<@Nullable Batch> answer) {
        attempt(sending, answer, ports.clocks().nanoTime());
    }

    /** Sends it until the answer is known; repeating is safe, because the claim stays the same. */
    private void attempt(
            Sending sending, CompletableFuture<@Nullable Batch> answer, long firstNanos) {
        BlockEvent.Work work =
                new BlockEvent.Work(sending.report, sending.request, ports.clocks().wallMillis());
        var _ =
                ports.records()
                        .apply(sending.key, work)
                        .whenComplete(
                                (result, failure) -> {
                                    if (failure == null) {
                                        answer.complete(granted(sending, result));
                                    } else {
                                        repeat(sending, answer, firstNanos, failure);
                                    }
                                });
    }

    private void repeat(
            Sending sending,
            CompletableFuture<@Nullable Batch> answer,
            long firstNanos,
            Throwable failure) {
        if (ports.clocks().nanoTime() - firstNanos > REPEAT_FOR_NANOS || closed) {
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
        ports.loop().after(REPEAT_EVERY_MILLIS, () -> attempt(sending, answer, firstNanos));
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
        if (!result.suspects()) {
            held.noSuspects(request.claim().number());
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
            end(sending.request.claim().number());
        }
    }
}
