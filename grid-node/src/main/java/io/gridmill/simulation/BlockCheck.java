package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockTransitions.Decision;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges every decision about a block as it is made, by the invariants that {@link Checker} lists. */
final class BlockCheck {
    private static final int SMALL_BLOCK = 128;
    private static final int SAMPLE = 16;

    private final Cluster cluster;
    private final Trace trace;
    private final Checker checker;
    private final LeaseCheck leases;

    BlockCheck(Cluster cluster, Trace trace, Checker checker, LeaseCheck leases) {
        this.cluster = cluster;
        this.trace = trace;
        this.checker = checker;
        this.leases = leases;
    }

    /** A block was written. */
    void created(BlockKey key, TaskBlock block) {
        trace.created(key, block);
    }

    /** The owner of a block has decided. */
    void changed(Node owner, BlockKey key, BlockEvent event, TaskBlock before, Decision decision) {
        TaskBlock after = decision.block();
        trace.block(owner, key, event, before, after);
        if (decision.change() == null) {
            return;
        }
        checker.tally().changes++;
        checker.tally().lateResults += after.late() - before.late();
        int size = after.head().size();
        for (int i = 0; i < size; i++) {
            boolean moved =
                    before.state(i) != after.state(i)
                            || before.claimPlace(i) != after.claimPlace(i);
            if (moved) {
                checkTask(key, event, before, after, i);
            }
        }
        if (size <= SMALL_BLOCK || checker.tally().changes % SAMPLE == 0) {
            checkRules(key, before, after);
        }
        checkBlame(key, before, after);
        if (event instanceof BlockEvent.Copy) {
            checker.tally().secondCopies += after.elders().size() - before.elders().size();
        }
        if (event instanceof BlockEvent.Expire) {
            leases.expired(owner, key, before, after);
        }
        leases.changed(key, before, after);
        if (event instanceof BlockEvent.Stop) {
            checkStop(key, after);
        }
    }

    /** A block of an open job has taken in tasks, or will take in no more; null: was written. */
    void grown(BlockKey key, @Nullable TaskBlock before, TaskBlock after) {
        if (before == null) {
            trace.created(key, after);
        }
        List<String> rules = BlockRules.broken(after);
        if (!rules.isEmpty()) {
            checker.fail(0, "a block that grew breaks rules: " + rules, key, after, 0);
        }
        int known = before == null ? 0 : before.head().size();
        for (int i = 0; i < known && before != null; i++) {
            if (!BlockText.task(before, i).equals(BlockText.task(after, i))) {
                checker.fail(11, "a task changed when others were added", key, after, i);
            }
        }
        checker.tally().tasksAdded += after.head().size() - known;
    }

    private void checkRules(BlockKey key, TaskBlock before, TaskBlock after) {
        List<String> rules = BlockRules.broken(after);
        List<String> steps = BlockRules.brokenBetween(before, after);
        if (!rules.isEmpty() || !steps.isEmpty()) {
            int task = 0;
            for (int i = 0; i < after.head().size(); i++) {
                if (!BlockText.task(before, i).equals(BlockText.task(after, i))) {
                    task = i;
                    break;
                }
            }
            boolean wouldStart = rules.stream().anyMatch(r -> r.contains("would start"));
            boolean leftEnd = steps.stream().anyMatch(r -> r.contains("left its end"));
            int invariant = wouldStart ? 7 : leftEnd ? 3 : 0;
            checker.fail(invariant, "rules are broken: " + rules + steps, key, after, task);
        }
    }

    private void checkTask(
            BlockKey key, BlockEvent event, TaskBlock before, TaskBlock after, int i) {
        boolean reopened = after.head().generation() > before.head().generation();
        if (before.state(i).ended() && before.state(i) != after.state(i) && !reopened) {
            checker.fail(3, "left " + before.state(i) + " for " + after.state(i), key, after, i);
        }
        boolean changed = before.state(i) != after.state(i);
        if (changed && after.state(i).ended()) {
            checker.tally().tasksEnded++;
        }
        if (changed && after.state(i) == TaskState.SUCCEEDED) {
            checker.tally().tasksSucceeded++;
            checkFence(key, before, after, i);
        }
        LiveClaim held = before.claim(i);
        LiveClaim now = after.claim(i);
        if (held == null || now == null || held.id().equals(now.id())) {
            return;
        }
        // A report frees a task and the same step may claim it again for the node that reported.
        boolean sameNode = held.id().node().equals(now.id().node());
        boolean alone = Fence.backToFirst(before, i, now.id());
        if (!alone && (!sameNode || !(event instanceof BlockEvent.Work))) {
            checker.fail(
                    1, "was held by " + held.id() + " and granted to " + now.id(), key, after, i);
        }
    }

    /** A result counts only under the claim and attempt that held the task at that moment. */
    private void checkFence(BlockKey key, TaskBlock before, TaskBlock after, int i) {
        String found = SimulatedType.text(after.result(i));
        List<String> expected = Fence.results(before, i);
        if (!expected.contains(found)) {
            checker.fail(
                    1, "accepted " + found + " where only this may be: " + expected, key, after, i);
        }
    }

    private void checkBlame(BlockKey key, TaskBlock before, TaskBlock after) {
        for (PastAttempt past : after.past().subList(before.past().size(), after.past().size())) {
            if (!past.countsAsFailure()) {
                checker.tally().lostAttempts++;
                checker.tally().poisoned += "poison".equals(past.code()) ? 1 : 0;
                continue;
            }
            checker.tally().retries++;
            JobBook.Failure blamed =
                    new JobBook.Failure(key, past.index(), past.attempt(), past.node());
            boolean known = checker.isRemoved(key.job());
            if (!known && !checker.book(key.job()).failures.contains(blamed)) {
                checker.fail(
                        4, "charged for what was not its fault: " + past, key, after, past.index());
            }
        }
    }

    /**
     * A stopped block cannot go on in its generation: no crash may undo that its job stops. A job
     * that was retried opens those of the generation before again.
     */
    private void checkStop(BlockKey key, TaskBlock block) {
        Partition partition = cluster.partition(key.job());
        for (Node member : partition.replicas) {
            Copy copy = member.copies[partition.id];
            JobRecord job = copy == null ? null : copy.jobs.get(key.job());
            if (job != null
                    && !job.progress().stopping()
                    && job.progress().generation() <= block.head().generation()) {
                checker.fail(
                        7,
                        key + " is stopped and its job may go on, as " + member + " knows it",
                        key.job(),
                        -1);
            }
        }
    }
}
