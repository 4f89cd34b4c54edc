package io.gridmill.ledger;

import io.gridmill.ledger.BlockChange.Stopping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold in every block, and between a block and the one that follows it. */
public final class BlockRules {
    private BlockRules() {}

    /** What is wrong with a block; empty when nothing is. */
    public static List<String> broken(TaskBlock block) {
        List<String> broken = new ArrayList<>();
        int sum = 0;
        for (TaskState state : TaskState.values()) {
            int count = 0;
            for (byte code : block.states()) {
                count += code == state.code() ? 1 : 0;
            }
            expect(count == block.count(state), "count of " + state + " is off", broken);
            sum += block.count(state);
        }
        expect(sum == block.head().size(), "counts do not add up", broken);
        Set<LiveClaim> holding = new HashSet<>();
        for (int i = 0; i < block.head().size(); i++) {
            task(block, i, broken);
            LiveClaim claim = block.claim(i);
            if (claim != null) {
                holding.add(claim);
            }
        }
        for (LiveClaim claim : block.claims()) {
            expect(claim == null || holding.contains(claim), claim + " holds nothing", broken);
        }
        expect(!block.folded() || block.ended(), "folded before its end", broken);
        expect(block.partial() == null || block.folded(), "a partial without a fold", broken);
        pastAttempts(block, broken);
        return broken;
    }

    private static void task(TaskBlock block, int i, List<String> broken) {
        TaskState state = block.state(i);
        boolean held = state == TaskState.ASSIGNED || state == TaskState.RUNNING;
        String of = " of " + BlockText.task(block, i);
        expect(held == (block.claimPlace(i) > 0), "claim does not fit the state" + of, broken);
        expect(!held || block.claim(i) != null, "claim is not live" + of, broken);
        expect((state == TaskState.WAITING) == (block.due(i) != 0), "due time" + of, broken);
        expect(state != TaskState.RUNNING || block.start(i) != 0, "no start" + of, broken);
        expect(state != TaskState.SUCCEEDED || block.endedOn(i) != null, "no node" + of, broken);
        expect(state != TaskState.SKIPPED || block.attempt(i) == 0, "was started" + of, broken);
        boolean mustNotWait = block.stopping() != Stopping.NO || block.folded();
        boolean waits = state == TaskState.READY || state == TaskState.WAITING;
        expect(!(mustNotWait && waits), "would start in a stopping block" + of, broken);
        int used = state == TaskState.READY || state == TaskState.SKIPPED ? 0 : 1;
        boolean never = state == TaskState.CANCELLED && block.attempt(i) == 0;
        expect(never || block.attempt(i) >= used, "attempt is off" + of, broken);
    }

    private static void pastAttempts(TaskBlock block, List<String> broken) {
        Set<List<Integer>> seen = new HashSet<>();
        for (PastAttempt past : block.past()) {
            expect(
                    seen.add(List.of(past.index(), past.attempt())),
                    "an attempt is on record twice: " + past,
                    broken);
            expect(
                    past.attempt() <= block.attempt(past.index()),
                    "an attempt is on record that was given back: " + past,
                    broken);
        }
    }

    /** What is wrong with a step from a block to the next of the same generation. */
    public static List<String> brokenBetween(TaskBlock before, TaskBlock after) {
        List<String> broken = new ArrayList<>();
        expect(before.head().equals(after.head()), "the head changed", broken);
        expect(after.late() >= before.late(), "late results were forgotten", broken);
        expect(after.folded() || !before.folded(), "was unfolded", broken);
        expect(
                before.stopping() == Stopping.NO || before.stopping() == after.stopping(),
                "the reason to stop changed",
                broken);
        for (int i = 0; i < before.head().size(); i++) {
            boolean same =
                    before.state(i) == after.state(i)
                            && before.attempt(i) == after.attempt(i)
                            && BlockText.of(before.result(i)).equals(BlockText.of(after.result(i)));
            boolean dropped =
                    before.state(i) == after.state(i) && after.folded() && !before.folded();
            expect(
                    !before.state(i).ended() || same || dropped,
                    "left its end: "
                            + BlockText.task(before, i)
                            + " became "
                            + BlockText.task(after, i),
                    broken);
            expect(
                    after.attempt(i) >= before.attempt(i) - 1,
                    "lost attempts: " + BlockText.task(after, i),
                    broken);
        }
        return broken;
    }

    private static void expect(boolean holds, String otherwise, List<String> broken) {
        if (!holds) {
            broken.add(otherwise);
        }
    }
}
