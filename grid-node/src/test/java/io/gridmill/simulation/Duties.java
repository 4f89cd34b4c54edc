package io.gridmill.simulation;

import io.gridmill.claim.LeaseWatch;
import io.gridmill.job.DataRef;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a record does for it, again and again until it is done: gives up claims that
 * nobody renews, folds blocks that have ended, tells jobs what has settled, and has jobs driven. All
 * of it may be done twice, by two members, or late.
 */
final class Duties {
    private static final int EVERY = 2_000;
    private static final long LEASE_NANOS = 3_000_000_000L;

    private final Member me;
    private final World world;
    private final Cluster cluster;
    private final Store store;
    private final Driver driver;
    private final Mutant mutant;
    private final LeaseWatch watch = new LeaseWatch(LEASE_NANOS);
    private final Set<BlockKey> known = new HashSet<>();

    Duties(Member me, World world, Cluster cluster, Store store, Hints hints, Mutant mutant) {
        this.me = me;
        this.world = world;
        this.cluster = cluster;
        this.store = store;
        this.driver = new Driver(me, store, hints, mutant);
        this.mutant = mutant;
    }

    void start() {
        world.after(world.between(0, EVERY), this::sweep);
    }

    private void sweep() {
        if (!me.alive()) {
            return;
        }
        for (Partition partition : cluster.partitions()) {
            Copy copy = me.equals(partition.owner()) ? me.copy(partition.id) : null;
            if (copy != null) {
                new ArrayList<>(copy.blocks.entrySet())
                        .forEach(entry -> reconcile(entry.getKey(), entry.getValue()));
                new ArrayList<>(copy.jobs.values()).forEach(driver::drive);
            }
        }
        watch.endRound();
        world.after(EVERY / 2 + world.between(0, EVERY), this::sweep);
    }

    private void reconcile(BlockKey key, TaskBlock block) {
        List<LiveClaim> dead = new ArrayList<>();
        for (LiveClaim claim : block.claims()) {
            if (claim != null && isDead(key, claim)) {
                dead.add(claim);
            }
        }
        if (!dead.isEmpty()) {
            store.apply(me, key, new BlockEvent.Expire(dead, me.now()), _ -> {});
        }
        if (block.nextDue() <= me.now()) {
            store.tell(me, key, new BlockEvent.Wake(me.now()), _ -> {});
        }
        boolean news = block.ended() || block.count(TaskState.FAILED) > 0;
        if (!news || known.contains(key)) {
            return;
        }
        if (mutant == Mutant.ACTS_BEFORE_BACKUPS) {
            settle(key, block);
        } else {
            store.read(me, key, safe -> safe.ifPresent(known -> settle(key, known)));
        }
    }

    /** Folds a block, or tells its job, by what its backups know too: else a crash undoes it. */
    private void settle(BlockKey key, TaskBlock block) {
        if (block.ended() && !block.folded()) {
            fold(key, block);
        } else if (mutant != Mutant.SETTLED_TOLD_ONCE) {
            tellJob(key, block);
        }
    }

    private void tellJob(BlockKey key, TaskBlock block) {
        store.apply(
                me,
                key.job(),
                settled(key, block, false),
                job -> {
                    if (job.state().ended() || job.settled().get(key.number())) {
                        known.add(key);
                    }
                });
    }

    private boolean isDead(BlockKey key, LiveClaim claim) {
        boolean stoodStill = watch.expired(key, claim, world.time() * 1_000_000);
        return stoodStill || !cluster.knows(claim.id().node());
    }

    /** Puts the results together; told to the job at once by a message that may be lost. */
    private void fold(BlockKey key, TaskBlock block) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < block.head().size(); i++) {
            if (block.state(i) == TaskState.SUCCEEDED) {
                parts.add(Checker.text(block.result(i)));
            }
        }
        boolean keep = world.chance(0.3);
        BlockEvent event =
                new BlockEvent.Fold(block.head().generation(), block.version(), bytes(parts), keep);
        store.apply(
                me,
                key,
                event,
                answer -> {
                    if (answer.code() == BlockAnswer.Code.DONE) {
                        store.tell(me, key.job(), settled(key, block, true));
                    }
                });
    }

    private JobEvent settled(BlockKey key, TaskBlock block, boolean justFolded) {
        BitSet blocks = new BitSet();
        blocks.set(key.number(), block.ended() && (block.folded() || justFolded));
        return new JobEvent.Settled(block.head().generation(), blocks, failure(block), me.now());
    }

    private static @Nullable JobFailure failure(TaskBlock block) {
        for (int i = 0; i < block.head().size(); i++) {
            if (block.state(i) == TaskState.FAILED) {
                return new JobFailure("task-failed", "a task has failed", block.head().first() + i);
            }
        }
        return null;
    }

    static DataRef bytes(List<String> parts) {
        return new DataRef.Inline(String.join(",", parts).getBytes(StandardCharsets.UTF_8));
    }
}
