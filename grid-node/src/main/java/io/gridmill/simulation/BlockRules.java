package io.gridmill.simulation;

import io.gridmill.ledger.BlockChange.Stopping;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.PastAttempt;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskBlock.Elder;
import io.gridmill.ledger.TaskState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold in every block, and between a block and the one that follows it. */
public final class BlockRules {
    private final TaskBlock block;
    private final List<String> broken = new ArrayList<>();

    private BlockRules(TaskBlock block) {
        this.block = block;
    }

    /** What is wrong with a block; empty when nothing is. */
    public static List<String> broken(TaskBlock block) {
        BlockRules rules = new BlockRules(block);
        rules.counts();
        rules.claims();
        for (int i = 0; i < block.head().size(); i++) {
            rules.task(i);
        }
        rules.copies();
        rules.pastAttempts();
        rules.expect(!block.folded() || block.ended(), "folded before its end");
        rules.expect(block.partial() == null || block.folded(), "a partial without a fold");
        return rules.broken;
    }

    /** What is wrong with a step from a block to the next. */
    public static List<String> brokenBetween(TaskBlock before, TaskBlock after) {
        BlockRules rules = new BlockRules(after);
        if (before.head().generation() != after.head().generation()) {
            rules.reopened(before);
            return rules.broken;
        }
        rules.expect(before.head().equals(after.head()), "the head changed");
        rules.expect(after.late() >= before.late(), "late results were forgotten");
        rules.expect(after.folded() || !before.folded(), "was unfolded");
        rules.expect(
                before.stopping() == Stopping.NO || before.stopping() == after.stopping(),
                "the reason to stop changed");
        for (int i = 0; i < before.head().size(); i++) {
            rules.step(before, i);
        }
        return rules.broken;
    }

    /** In a new generation what succeeded stays, and all else may run again, as a new attempt. */
    private void reopened(TaskBlock before) {
        expect(block.head().generation() > before.head().generation(), "an older generation");
        expect(block.stopping() == Stopping.NO, "still stops");
        for (int i = 0; i < before.head().size(); i++) {
            boolean done = before.state(i) == TaskState.SUCCEEDED;
            TaskState now = done ? TaskState.SUCCEEDED : TaskState.READY;
            expect(block.state(i) == now, "runs again though it succeeded, or not at all", i);
            expect(!done || sameResult(before, i), "its result was lost", i);
            expect(block.attempt(i) == before.attempt(i), "its attempts changed", i);
        }
        expect(
                block.partial() != null || !before.folded() || block.result(0) != null || !whole(),
                "neither results nor a partial of them are left");
        expect(block.past().size() >= before.past().size(), "past attempts were forgotten");
    }

    private boolean whole() {
        int size = block.head().size();
        return size > 0 && block.count(TaskState.SUCCEEDED) == size;
    }

    private void counts() {
        int[] counts = new int[TaskState.values().length];
        for (byte code : block.states()) {
            counts[code]++;
        }
        int sum = 0;
        for (TaskState state : TaskState.values()) {
            sum += block.count(state);
            expect(counts[state.code()] == block.count(state), "a count is off");
        }
        expect(sum == block.head().size(), "counts do not add up");
    }

    private void claims() {
        Set<LiveClaim> holding = new HashSet<>();
        for (int i = 0; i < block.head().size(); i++) {
            LiveClaim claim = block.claim(i);
            if (claim != null) {
                holding.add(claim);
            }
        }
        for (Elder elder : block.elders()) {
            LiveClaim claim =
                    elder.claim() > block.claims().size()
                            ? null
                            : block.claims().get(elder.claim() - 1);
            expect(claim != null, "its first copy is not held", elder.index());
            if (claim != null) {
                holding.add(claim);
            }
        }
        Set<ClaimId> ids = new HashSet<>();
        for (LiveClaim claim : block.claims()) {
            expect(claim == null || holding.contains(claim), "a claim holds nothing");
            expect(claim == null || ids.add(claim.id()), "a claim stands twice");
        }
    }

    private void task(int i) {
        TaskState state = block.state(i);
        boolean held = state == TaskState.ASSIGNED || state == TaskState.RUNNING;
        expect(held == (block.claimPlace(i) > 0), "its claim does not fit its state", i);
        expect(!held || block.claim(i) != null, "its claim is not live", i);
        expect((state == TaskState.WAITING) == (block.due(i) != 0), "its due time is off", i);
        expect(state != TaskState.RUNNING || block.start(i) != 0, "it has no start", i);
        expect(state != TaskState.SUCCEEDED || block.endedOn(i) != null, "it has no node", i);
        expect(state != TaskState.SKIPPED || block.attempt(i) == 0, "skipped though started", i);
        boolean waits = state == TaskState.READY || state == TaskState.WAITING;
        expect(!waits || block.stopping() == Stopping.NO, "would start though stopping", i);
        boolean ran = held || state == TaskState.SUCCEEDED || state == TaskState.FAILED;
        expect(!ran || block.attempt(i) > 0, "ran without an attempt", i);
    }

    /** A task has at most two copies: two claims, two attempts in a row. */
    private void copies() {
        Set<Integer> seen = new HashSet<>();
        for (Elder elder : block.elders()) {
            int i = elder.index();
            TaskState state = block.state(i);
            int second = block.claimPlace(i);
            boolean offered = second == 0;
            expect(seen.add(i), "it has two first copies", i);
            expect(!state.ended() && state != TaskState.WAITING, "a copy goes on", i);
            expect(offered == (state == TaskState.READY), "its second copy is off", i);
            int next = elder.attempt() + (offered ? 0 : 1);
            expect(elder.attempt() > 0 && block.attempt(i) == next, "its attempts are off", i);
        }
    }

    private void pastAttempts() {
        Set<List<Integer>> seen = new HashSet<>();
        for (PastAttempt past : block.past()) {
            int i = past.index();
            expect(seen.add(List.of(i, past.attempt())), "an attempt is on record twice", i);
            // The first copy of a task may win after the second one was made.
            int last = block.attempt(i) + (block.state(i) == TaskState.SUCCEEDED ? 1 : 0);
            expect(past.attempt() <= last, "a future attempt is on record", i);
        }
    }

    private void step(TaskBlock before, int i) {
        boolean stays = before.state(i) == block.state(i) && before.attempt(i) == block.attempt(i);
        boolean dropped = block.folded() && !before.folded();
        if (before.state(i).ended()) {
            expect(stays, "left its end", i);
            expect(dropped || sameResult(before, i), "its result was replaced", i);
        }
        expect(block.attempt(i) >= before.attempt(i) - 1, "lost attempts", i);
        boolean counts = block.attempt(i) >= before.attempt(i) || before.elder(i) != null;
        expect(counts || !block.state(i).ended() || !ranToItsEnd(i), "ended as an older one", i);
    }

    private boolean ranToItsEnd(int i) {
        return block.state(i) == TaskState.SUCCEEDED || block.state(i) == TaskState.FAILED;
    }

    private boolean sameResult(TaskBlock before, int i) {
        return BlockText.of(before.result(i)).equals(BlockText.of(block.result(i)));
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    private void expect(boolean holds, String otherwise, int index) {
        if (!holds) {
            broken.add(otherwise + ": " + BlockText.task(block, index));
        }
    }
}
