package io.gridmill.ledger;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.LossRule;
import io.gridmill.ledger.BlockAnswer.Grant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a block may have been the end of a node, and which one surely is. Pure.
 *
 * <p>Under a claim one task runs at a time, in order, and what runs is known up to the last renewal.
 * So when a node dies, the suspects of its claim are the last task that was seen running and those
 * behind it; the ones before it had ended. Suspects come back in claims of at most half as many, in
 * which there is nothing else, and a node holds one such claim at a time: so the innocent are told
 * apart by ending well. A task that was lost alone, after enough nodes, is guilty.
 */
final class Blame {
    /**
     * How long a task waits at most that is suspected of a second lost node, or a further one: until
     * the nodes that it ended are back and the records have their copies again. Else one such task
     * could end nodes faster than a small grid heals, and all that they held would be gone.
     */
    static final long REST_MILLIS = 30_000;

    /** So long it waits also where the copies are there: that some are missing shows a bit later. */
    static final long SHORTEST_REST_MILLIS = 5_000;

    private static final Blame NOBODY = new Blame(null);

    /** Per task how many suspects its last lost claim had; 0 for a task that is not suspected. */
    private final int @Nullable [] groups;

    private Blame(int @Nullable [] groups) {
        this.groups = groups;
    }

    /** What is known of a block's tasks in this generation. */
    static Blame of(TaskBlock block) {
        int[] groups = null;
        for (PastAttempt past : block.past()) {
            if (past.suspects() > 0 && past.generation() == block.head().generation()) {
                groups = groups == null ? new int[block.head().size()] : groups;
                groups[past.index()] = past.suspects();
            }
        }
        return groups == null ? NOBODY : new Blame(groups);
    }

    private int group(int index) {
        return groups == null ? 0 : groups[index];
    }

    /** Whether suspects are among what was granted. */
    boolean anyOf(List<Grant> granted) {
        return granted.stream().anyMatch(grant -> group(grant.index()) > 0);
    }

    /**
     * Whether a task may be added to a claim.
     *
     * @param granted what the claim has so far
     * @param suspects whether the node may take suspects now
     */
    boolean fits(int index, List<Grant> granted, boolean suspects) {
        if (groups == null) {
            return true;
        }
        int group = groups[index];
        if (group == 0) {
            return granted.isEmpty() || !anyOf(granted);
        }
        boolean among = granted.isEmpty() || anyOf(granted);
        int half = Math.max(1, group / 2);
        for (Grant other : granted) {
            half = Math.min(half, Math.max(1, group(other.index()) / 2));
        }
        return suspects && among && granted.size() < half;
    }

    /** Whether a task was suspected of a dead node before, in this generation. */
    static boolean suspectedBefore(TaskBlock block, int index) {
        return of(block).group(index) > 0;
    }

    /**
     * Whether a waiting task rests as a suspect, and has done so for long enough where the records
     * have their copies. What waits for a retry's back-off does not rest.
     */
    static boolean mayEndRest(TaskBlock block, int index, long now) {
        PastAttempt last = block.lastPast(index);
        return block.state(index) == TaskState.WAITING
                && last != null
                && last.outcome() == AttemptOutcome.LOST
                && last.suspects() > 0
                && block.due(index) - REST_MILLIS + SHORTEST_REST_MILLIS <= now;
    }

    /** The suspects of a claim whose node died, by index. */
    static List<Integer> suspects(TaskBlock block, BlockEdit edit, int place) {
        List<Integer> held = new ArrayList<>();
        for (int i = 0; i < block.head().size(); i++) {
            if (Copies.attemptUnder(edit, place, i) > 0) {
                boolean running =
                        edit.claimPlace(i) == place
                                ? edit.state(i) == TaskState.RUNNING
                                : edit.elders().of(i) != null;
                if (running) {
                    held.clear();
                }
                held.add(i);
            }
        }
        return held;
    }

    /**
     * What a lost task failed of; null when it may run again.
     *
     * @param suspects of its claim, or none where nobody is blamed
     */
    static @Nullable Verdict verdict(
            TaskBlock block, int index, List<Integer> suspects, LossRule rule) {
        int nodes = 1;
        for (PastAttempt past : block.past()) {
            if (past.index() == index
                    && past.suspects() > 0
                    && past.generation() == block.head().generation()) {
                nodes++;
            }
        }
        boolean alone = suspects.size() == 1 && suspects.contains(index);
        if (alone && nodes >= rule.poisonNodes()) {
            String what =
                    nodes
                            + " nodes died while they ran it, the last of them with nothing else of it";
            return new Verdict(ErrorCode.POISON.code(), what + "; it is not tried again");
        }
        if (!rule.reassign()) {
            return new Verdict(
                    ErrorCode.NODE_LOST.code(),
                    "Its node was lost, and retry.enabled is false; it may have run");
        }
        return null;
    }

    /** Why a lost task has failed. */
    record Verdict(String code, String message) {}
}
