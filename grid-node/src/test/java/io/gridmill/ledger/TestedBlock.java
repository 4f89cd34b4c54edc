package io.gridmill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.TransitionTable;
import io.gridmill.ledger.BlockChange.Run;
import io.gridmill.ledger.BlockTransitions.Decision;
import io.gridmill.simulation.BlockRules;
import io.gridmill.simulation.BlockText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A block as the grid keeps it: an owner that decides and a backup that is told. Each event is
 * checked in full: nothing of the block before was touched, the rules hold, the backup becomes equal
 * however often it is told, and only edges of the table were taken.
 */
final class TestedBlock {
    static final TransitionTable TABLE = TransitionTable.of(BlockTransitions.class);

    private final Set<String> visited;
    private final List<BlockChange> changes = new ArrayList<>();
    private TaskBlock owner;
    private TaskBlock backup;

    /**
     * A fresh block.
     *
     * @param visited where the edges it takes are noted
     */
    TestedBlock(int size, Set<String> visited) {
        this.visited = visited;
        this.owner = TaskBlock.fresh(new TaskBlock.Head(0, size, 1, null));
        this.backup = owner;
    }

    TestedBlock(int size) {
        this(size, new LinkedHashSet<>());
    }

    TaskBlock block() {
        return owner;
    }

    List<TaskState> states() {
        List<TaskState> states = new ArrayList<>();
        for (byte code : owner.states()) {
            states.add(TaskState.of(code));
        }
        return states;
    }

    BlockAnswer apply(BlockEvent event) {
        TaskBlock before = owner;
        String textBefore = BlockText.of(before);
        Decision decision = BlockTransitions.decide(before, event);
        assertThat(BlockText.of(before)).as("the block before is immutable").isEqualTo(textBefore);
        BlockChange change = decision.change();
        if (change == null) {
            assertThat(decision.block()).isSameAs(before);
        } else {
            assertThat(change.version()).isEqualTo(before.version() + 1);
            owner = decision.block();
            assertThat(BlockRules.broken(owner)).as("rules after %s", event).isEmpty();
            assertThat(BlockRules.brokenBetween(before, owner)).as("step of %s", event).isEmpty();
            visit(before, change);
            tellBackup(change);
        }
        return decision.answer();
    }

    /** An event whose first answer was lost: the answer again, and nothing changes any more. */
    BlockAnswer applyTwice(BlockEvent event) {
        BlockAnswer first = apply(event);
        TaskBlock once = owner;
        BlockAnswer second = apply(event);
        assertThat(owner).as("the second time changes nothing: %s", event).isSameAs(once);
        assertThat(second).isEqualTo(first);
        return second;
    }

    private void tellBackup(BlockChange change) {
        String told = BlockText.of(owner);
        backup = backup.apply(change);
        assertThat(BlockText.of(backup)).as("backup").isEqualTo(told);
        backup = backup.apply(change);
        assertThat(BlockText.of(backup)).as("backup told twice").isEqualTo(told);
        assertThat(BlockText.of(owner.apply(change))).as("owner told as well").isEqualTo(told);
        for (BlockChange older : changes) {
            assertThat(backup.apply(older)).as("an older change").isSameAs(backup);
        }
        changes.add(change);
    }

    private void visit(TaskBlock before, BlockChange change) {
        byte[] states = Arrays.copyOf(before.states(), before.head().size());
        for (Run run : change.runs()) {
            for (int i = run.from(); i < run.from() + run.count(); i++) {
                if (states[i] != run.state().code()) {
                    String edge = TransitionTable.pair(TaskState.of(states[i]), run.state());
                    assertThat(TABLE.pairs()).as("edges of the Javadoc").contains(edge);
                    visited.add(edge);
                    states[i] = run.state().code();
                }
            }
        }
    }
}
