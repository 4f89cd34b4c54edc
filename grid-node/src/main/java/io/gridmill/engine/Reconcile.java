package io.gridmill.engine;

import io.gridmill.claim.LeaseWatch;
import io.gridmill.job.JobBrief;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockChange.Stopping;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right whatever was missed: goes over the unsettled blocks that this member owns, again and
 * again, and does what events should have done already. Every push in the engine may be lost because
 * of this. Thread-safe; a failing block does not stop the round.
 */
final class Reconcile {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    private static final long LEASE_NANOS = 15_000_000_000L;
    private static final int IN_FLIGHT = 256;

    /** A block of which nothing was seen for so long is looked at, in case this is not all there is. */
    private static final long LOOK_AGAIN_NANOS = 10_000_000_000L;

    private final Ports ports;
    private final BlockIndex index;
    private final Folding folding;
    private final Settling settling;
    private final SecondCopies copies;
    private final LossWatch losses;
    private final LeaseWatch leases = new LeaseWatch(LEASE_NANOS);
    private long lookedAt;
    private long changesBefore;
    private final Set<String> saidGoodbye = Collections.newSetFromMap(new Remembered());
    private final InFlight inFlight = new InFlight(IN_FLIGHT);

    Reconcile(
            Ports ports,
            BlockIndex index,
            Folding folding,
            Settling settling,
            SecondCopies copies,
            LossRules rules) {
        this.ports = ports;
        this.index = index;
        this.folding = folding;
        this.settling = settling;
        this.copies = copies;
        this.losses = new LossWatch(ports, index, rules, this::run);
    }

    /** A node went without a word. */
    void died(String node) {
        losses.died(node);
    }

    /** A node left in good order: what it held does not make anything suspect. */
    synchronized void heardGoodbye(String node) {
        saidGoodbye.add(node);
    }

    /** The last of what was put in. */
    private static final class Remembered extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 1_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }

    /** One round over everything; none while the last one still has operations to send. */
    synchronized void run() {
        if (inFlight.waiting()) {
            return;
        }
        learnUnknownJobs();
        long silentBefore = silentBefore();
        Set<String> present = ports.network().nodes();
        for (JobBrief job : index.briefs()) {
            try {
                if (silentBefore >= 0) {
                    learn(job.id(), job);
                }
                List<BlockIndex.Seen> blocks = index.blocks(job.id(), 0);
                losses.look(job, blocks);
                List<BlockKey> unstopped = new ArrayList<>();
                for (BlockIndex.Seen seen : blocks) {
                    BlockKey key = new BlockKey(job.id(), seen.number());
                    reconcile(job, key, seen.block(), present);
                    if (seen.change() <= silentBefore && !seen.block().folded()) {
                        run(() -> ports.records().lookAt(key));
                    }
                    if (job.stopping() && seen.block().stopping() == Stopping.NO) {
                        unstopped.add(key);
                    }
                }
                stop(job, unstopped);
                if (copies.concerns(job, blocks)) {
                    run(() -> copies.offer(job, blocks));
                }
            } catch (RuntimeException e) {
                LOG.warn("Job {} could not be reconciled; again soon", job.id(), e);
            }
        }
        leases.endRound();
    }

    /**
     * Blocks whose last change lies before this mark are to be looked at: a partition that left and
     * came back between two rounds may have changed meanwhile. Below all marks most of the time.
     */
    private long silentBefore() {
        long now = ports.clocks().nanoTime();
        if (now - lookedAt < LOOK_AGAIN_NANOS) {
            return -1;
        }
        long before = changesBefore;
        lookedAt = now;
        changesBefore = index.mark();
        return before;
    }

    private void learnUnknownJobs() {
        index.unknownJobs().forEach(id -> learn(id, null));
    }

    /** Reads how a job stands: that it ended or was deleted may never have been told here. */
    private void learn(String id, @Nullable JobBrief known) {
        run(() -> ports.records().readJob(id).thenCompose(job -> learnt(id, known, job)));
    }

    private CompletionStage<?> learnt(
            String id, @Nullable JobBrief known, @Nullable JobRecord job) {
        if (job != null) {
            losses.found(id);
            index.note(JobBrief.of(job));
        } else if (known != null) {
            return losses.noRecord(known);
        } else {
            // Nobody will ever ask for these blocks.
            index.forget(id);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void reconcile(JobBrief job, BlockKey key, TaskBlock block, Set<String> present) {
        if (!ports.records().owns(key)) {
            index.forget(key);
            return;
        }
        if (job.splitDone() && key.number() >= job.blocks()) {
            // Tasks of an open job that nobody was told of: the smaller side of a split had them.
            run(() -> beyondItsEnd(key));
            return;
        }
        if (block.head().generation() < job.generation()) {
            // Written by an older split, or not reached yet by whoever reopens.
            reopen(job.id(), key);
            return;
        }
        if (block.folded()) {
            settling.folded(key, block);
            return;
        }
        if (block.ended()) {
            folding.fold(key);
        }
        if (block.count(TaskState.FAILED) > 0) {
            settling.taskFailed(key, block);
        }
        if (!job.stopping() && block.stopping() != Stopping.NO) {
            // The owner of the job stopped its blocks and died before its backups knew why.
            int generation = block.head().generation();
            JobEvent cancel =
                    new JobEvent.Cancel("the grid", generation, ports.clocks().wallMillis());
            run(() -> ports.records().applyToJob(key.job(), cancel));
        }
        if (block.count(TaskState.READY) > 0) {
            index.offerAgain(key);
        }
        long now = ports.clocks().wallMillis();
        if (block.nextDue() <= now) {
            run(() -> ports.records().apply(key, new BlockEvent.Wake(now)));
        }
        expireClaims(job, key, block, present);
    }

    /** Forgets a block where the job ends before it, as the backups of the job know too. */
    private CompletableFuture<?> beyondItsEnd(BlockKey key) {
        return ports.records()
                .applyToJob(key.job(), new JobEvent.Confirm(ports.clocks().wallMillis()))
                .thenCompose(
                        job ->
                                job == null
                                                || !job.progress().splitDone()
                                                || key.number() < job.blocks()
                                        ? CompletableFuture.completedFuture(null)
                                        : ports.records()
                                                .removeBlock(key)
                                                .thenRun(() -> index.forget(key)));
    }

    /** What says that the job was retried may be what only its owner knows: asked for first. */
    private void reopen(String job, BlockKey key) {
        JobEvent confirm = new JobEvent.Confirm(ports.clocks().wallMillis());
        run(
                () ->
                        ports.records()
                                .applyToJob(job, confirm)
                                .thenCompose(
                                        known ->
                                                known == null
                                                                || known.state().ended()
                                                                || known.progress().stopping()
                                                        ? CompletableFuture.completedFuture(null)
                                                        : ports.records()
                                                                .apply(
                                                                        key,
                                                                        new BlockEvent.Reopen(
                                                                                known.progress()
                                                                                        .generation()))));
    }

    /** What says that the job stops may be what only its owner knows: asked before it is acted upon. */
    private void stop(JobBrief job, List<BlockKey> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        JobEvent confirm = new JobEvent.Confirm(ports.clocks().wallMillis());
        run(
                () ->
                        ports.records()
                                .applyToJob(job.id(), confirm)
                                .thenAccept(
                                        known -> {
                                            if (known != null && known.progress().stopping()) {
                                                stopNow(known, blocks);
                                            }
                                        }));
    }

    private void stopNow(JobRecord job, List<BlockKey> blocks) {
        BlockEvent stop = new BlockEvent.Stop(job.failure() != null, job.progress().generation());
        for (BlockKey key : blocks) {
            if (ports.records().owns(key)) {
                run(() -> ports.records().apply(key, stop));
            }
        }
    }

    private void expireClaims(JobBrief job, BlockKey key, TaskBlock block, Set<String> present) {
        List<LiveClaim> dead = new ArrayList<>();
        Set<String> died = new HashSet<>();
        long now = ports.clocks().nanoTime();
        for (LiveClaim claim : block.claims()) {
            if (claim == null) {
                continue;
            }
            boolean gone = !present.contains(claim.id().node());
            if (gone || leases.expired(key, claim, now)) {
                dead.add(claim);
                leases.takingBack(key, claim, now);
            }
            if (gone && !saidGoodbye.contains(claim.id().node())) {
                died.add(claim.id().node());
            }
        }
        if (!dead.isEmpty()) {
            LOG.info(
                    "Block {}: {} claims of lost or silent nodes are taken back", key, dead.size());
            BlockEvent expire =
                    new BlockEvent.Expire(dead, ports.clocks().wallMillis(), job.onLoss(), died);
            run(() -> ports.records().apply(key, expire));
        }
    }

    private void run(Supplier<CompletionStage<?>> operation) {
        inFlight.run(operation);
    }
}
