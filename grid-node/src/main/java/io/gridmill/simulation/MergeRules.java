package io.gridmill.simulation;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges merges after a split. The larger side alone could decide: whatever had succeeded there, and
 * may have been told, has to stand.
 */
final class MergeRules {
    private final Checker checker;
    private final LeaseCheck leases;

    MergeRules(Checker checker, LeaseCheck leases) {
        this.checker = checker;
        this.leases = leases;
    }

    /** A block of the larger side, and what came of it. */
    void block(BlockKey key, @Nullable TaskBlock before, TaskBlock after) {
        List<String> rules = BlockRules.broken(after);
        if (!rules.isEmpty()) {
            checker.fail(0, "a merged block breaks rules: " + rules, key, after, 0);
        }
        if (before == null) {
            return;
        }
        leases.changed(key, before, after);
        if (after.head().generation() < before.head().generation()) {
            checker.fail(3, "a merged block is of an older generation", key, after, 0);
        }
        if (after.head().generation() != before.head().generation()) {
            return;
        }
        if (before.folded() && !after.folded()) {
            checker.fail(8, "a merged block is not folded any more", key, after, 0);
        }
        if (after.head().size() < before.head().size()) {
            checker.fail(8, "a merge lost added tasks", key, after, 0);
            return;
        }
        for (int i = 0; i < before.head().size(); i++) {
            task(key, before, after, i);
        }
    }

    /**
     * What had ended stays ended, and a success stands. A task that the larger side gave up while the
     * smaller one had its result may be taken for done: of two endings the success is the better.
     */
    private void task(BlockKey key, TaskBlock before, TaskBlock after, int i) {
        boolean reopened = before.state(i).ended() && !after.state(i).ended();
        boolean undone =
                before.state(i) == TaskState.SUCCEEDED && after.state(i) != TaskState.SUCCEEDED;
        // Once it is folded its results are in the partial.
        boolean other =
                before.state(i) == TaskState.SUCCEEDED
                        && !after.folded()
                        && !Objects.equals(before.result(i), after.result(i));
        if (reopened || undone || other) {
            String what = "a merge made " + BlockText.task(after, i);
            checker.fail(3, what + " of " + BlockText.task(before, i), key, after, i);
        }
    }

    /** A job of the larger side, and what came of it. */
    void job(@Nullable JobRecord before, JobRecord after) {
        if (before == null) {
            return;
        }
        boolean same = before.progress().generation() == after.progress().generation();
        if (before.progress().generation() > after.progress().generation()) {
            checker.fail(3, "a merged job is of an older generation", after.id(), -1);
        }
        if (same && before.state().ended() && before.state() != after.state()) {
            String what = "a merge made " + after.state() + " of " + before.state();
            checker.fail(3, what, after.id(), -1);
        }
        BitSet lost = (BitSet) before.settled().clone();
        lost.andNot(after.settled());
        if (same && !lost.isEmpty()) {
            checker.fail(8, "a merged job has lost settled blocks " + lost, after.id(), -1);
        }
        if (same && before.progress().stopping() && !after.progress().stopping()) {
            checker.fail(7, "a merged job does not stop any more", after.id(), -1);
        }
    }
}
