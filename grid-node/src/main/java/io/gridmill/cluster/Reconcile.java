package io.gridmill.cluster;

import io.gridmill.claim.LeaseWatch;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.store.Ledger;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
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

    private final Ledger ledger;
    private final BlockIndex index;
    private final Members members;
    private final Folding folding;
    private final Settling settling;
    private final Executor executor;
    private final LeaseWatch leases = new LeaseWatch(LEASE_NANOS);
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);

    Reconcile(
            Ledger ledger,
            BlockIndex index,
            Members members,
            Folding folding,
            Settling settling,
            Executor executor) {
        this.ledger = ledger;
        this.index = index;
        this.members = members;
        this.folding = folding;
        this.settling = settling;
        this.executor = executor;
    }

    /** One round over everything. */
    synchronized void run() {
        learnUnknownJobs();
        Set<String> present = members.nodes();
        for (JobBrief job : index.briefs()) {
            try {
                fetchMissing(job);
                for (BlockIndex.Seen seen : index.blocks(job.id(), 0)) {
                    reconcile(job, new BlockKey(job.id(), seen.number()), seen.block(), present);
                }
            } catch (RuntimeException e) {
                LOG.warn("Job {} could not be reconciled; again soon", job.id(), e);
            }
        }
        leases.endRound();
    }

    private void learnUnknownJobs() {
        for (String id : index.unknownJobs()) {
            try {
                JobRecord job = ledger.job(id);
                if (job == null) {
                    // Its record is gone, so nobody will ever ask for these blocks.
                    index.forget(id);
                } else {
                    index.note(JobBrief.of(job));
                }
            } catch (RuntimeException e) {
                LOG.debug("Job {} cannot be read now", id, e);
            }
        }
    }

    /** Looks at blocks that should be here and were never seen, as after a partition arrived. */
    private void fetchMissing(JobBrief job) {
        if (job.blocks() == 0) {
            return;
        }
        boolean[] seen = new boolean[job.blocks()];
        for (BlockIndex.Seen block : index.blocks(job.id(), 0)) {
            if (block.number() < seen.length) {
                seen[block.number()] = true;
            }
        }
        for (int number = 0; number < seen.length; number++) {
            BlockKey key = new BlockKey(job.id(), number);
            if (!seen[number] && ledger.owns(key)) {
                run(ledger.lookAt(key));
            }
        }
    }

    private void reconcile(JobBrief job, BlockKey key, TaskBlock block, Set<String> present) {
        if (!ledger.owns(key)) {
            index.forget(key);
            return;
        }
        if (block.folded()) {
            settling.settled(key, block);
            return;
        }
        if (block.ended()) {
            folding.fold(key);
        }
        if (block.count(TaskState.FAILED) > 0) {
            settling.taskFailed(key, block);
        }
        if (job.stopping() && block.stopping() == Stopping.NO) {
            run(ledger.apply(key, new BlockEvent.Stop(job.failing())));
        }
        if (!job.stopping() && block.stopping() != Stopping.NO) {
            // The owner of the job stopped its blocks and died before its backups knew why.
            var _ = ledger.apply(key.job(), new JobEvent.Cancel("the grid", ledger.now()));
        }
        if (block.count(TaskState.READY) > 0) {
            index.offerAgain(key);
        }
        expireClaims(key, block, present);
    }

    private void expireClaims(BlockKey key, TaskBlock block, Set<String> present) {
        List<LiveClaim> dead = new ArrayList<>();
        long now = System.nanoTime();
        for (LiveClaim claim : block.claims()) {
            if (claim == null) {
                continue;
            }
            boolean gone = !present.contains(claim.id().node());
            if (gone || leases.expired(key, claim, now)) {
                dead.add(claim);
            }
        }
        if (!dead.isEmpty()) {
            LOG.info(
                    "Block {}: {} claims of lost or silent nodes are taken back", key, dead.size());
            run(ledger.apply(key, new BlockEvent.Expire(dead, ledger.now())));
        }
    }

    private void run(CompletionStage<?> operation) {
        inFlight.acquireUninterruptibly();
        var _ =
                operation.whenCompleteAsync(
                        (_, failure) -> {
                            inFlight.release();
                            if (failure != null) {
                                LOG.debug("An operation of a round failed; again soon", failure);
                            }
                        },
                        executor);
    }
}
