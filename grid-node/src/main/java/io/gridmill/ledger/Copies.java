package io.gridmill.ledger;

import io.gridmill.ledger.BlockAnswer.Code;
import io.gridmill.ledger.BlockChange.Run;
import io.gridmill.ledger.BlockChange.Stopping;
import io.gridmill.ledger.BlockEvent.Renewal;
import io.gridmill.ledger.TaskBlock.Elder;
import io.gridmill.ledger.TaskReport.Ending;
import java.util.List;
import java.util.Objects;

/**
 * The part of {@link BlockTransitions} that runs a slow task twice. Pure.
 *
 * <p>The copy that runs becomes the task's {@link Elder}, and the task is READY again: all that
 * offers, claims and hands back tasks does the same for the second copy. Both hold the task, each
 * under its own claim and attempt. The first to succeed ends it, and the other one's attempt is on
 * record as SUPERSEDED. A copy that fails or is lost leaves the task to the other one. A task has a
 * second copy once: when that is gone, the first one is left alone and may not have another.
 */
final class Copies {
    private Copies() {}

    /** Number of the attempt under which a claim holds a task; 0 when it does not hold it. */
    static int attemptUnder(BlockEdit edit, int place, int index) {
        if (place == 0 || edit.state(index).ended()) {
            return 0;
        }
        Elder elder = edit.elders().of(index);
        if (elder != null && elder.claim() == place) {
            return elder.attempt();
        }
        return edit.claimPlace(index) == place ? edit.attempt(index) : 0;
    }

    static BlockAnswer offer(TaskBlock block, BlockEdit edit, BlockEvent.Copy copy) {
        boolean others = block.count(TaskState.READY) + block.count(TaskState.WAITING) > 0;
        boolean fits =
                copy.generation() == block.head().generation()
                        && block.stopping() == Stopping.NO
                        && !others;
        int left = fits ? copy.most() : 0;
        for (int i = 0; i < block.head().size() && left > 0; i++) {
            if (block.mayRunTwice(i) && block.start(i) <= copy.startedUntil()) {
                int attempt = block.attempt(i);
                edit.elders().add(new Elder(i, attempt, block.claimPlace(i), block.start(i)));
                edit.set(new Run(i, 1, TaskState.READY, attempt, 0, 0, 0, 0, null));
                left--;
            }
        }
        Code code = edit.changed() ? Code.DONE : Code.IGNORED;
        return BlockTransitions.answer(block, edit, code, 0, List.of(), List.of());
    }

    /**
     * One of two copies was reported on.
     *
     * @return whether that is all; else the task ends or waits as any other does
     */
    static boolean reported(
            TaskBlock block, BlockEdit edit, BlockEvent.Report report, TaskReport task) {
        int i = task.index();
        int place = edit.placeOf(report.claim());
        Elder elder = edit.elders().of(i);
        if (elder == null) {
            return false;
        }
        return switch (task.ending()) {
            case Ending.Succeeded _ -> {
                won(block, edit, elder, place);
                yield false;
            }
            case Ending.HandedBack _ -> handedBack(edit, i, place);
            case Ending.Failed failed -> {
                boolean goesOn = gone(edit, elder, place);
                if (goesOn) {
                    edit.record(
                            BlockTransitions.past(
                                    block,
                                    report,
                                    task,
                                    failed.outcome(),
                                    failed.code(),
                                    failed.message()));
                }
                yield goesOn;
            }
            case Ending.Cancelled _ -> {
                boolean goesOn = gone(edit, elder, place);
                if (goesOn) {
                    edit.record(
                            BlockTransitions.past(
                                    block, report, task, AttemptOutcome.CANCELLED, null, null));
                }
                yield goesOn;
            }
        };
    }

    /** The copy under a claim has succeeded: the other one, where there is one, has lost. */
    private static void won(TaskBlock block, BlockEdit edit, Elder elder, int place) {
        int i = elder.index();
        int second = edit.claimPlace(i);
        edit.elders().drop(elder);
        if (elder.claim() != place) {
            edit.record(superseded(block, edit, elder));
            free(edit, i, elder.claim());
        } else if (second != 0 && second != place) {
            Elder loser = new Elder(i, edit.attempt(i), second, edit.start(i));
            edit.record(superseded(block, edit, loser));
            // Its number is not the accepted one's, and the columns name the accepted one.
            edit.set(new Run(i, 1, TaskState.RUNNING, elder.attempt(), place, 0, 0, 0, null));
            free(edit, i, second);
        }
    }

    private static void free(BlockEdit edit, int index, int place) {
        if (edit.claimPlace(index) != place) {
            ClaimTransitions.dropIfEmpty(edit, place, edit.size());
        }
    }

    /**
     * A copy has ended without success.
     *
     * @return whether another copy goes on; else the task is as if there had been one only
     */
    static boolean gone(BlockEdit edit, Elder elder, int place) {
        int i = elder.index();
        int second = edit.claimPlace(i);
        if (elder.claim() == place) {
            edit.elders().drop(elder);
            return second != 0 && second != place;
        }
        alone(edit, elder, edit.attempt(i));
        return true;
    }

    /** The first copy has the task for itself. */
    private static void alone(BlockEdit edit, Elder elder, int attempt) {
        int i = elder.index();
        edit.set(
                new Run(
                        i,
                        1,
                        TaskState.RUNNING,
                        attempt,
                        elder.claim(),
                        0,
                        elder.start(),
                        0,
                        null));
    }

    /**
     * A copy never started.
     *
     * @return whether that is all; else the task is freed as any other is
     */
    static boolean handedBack(BlockEdit edit, int index, int place) {
        Elder elder = edit.elders().of(index);
        if (elder == null) {
            return false;
        }
        int second = edit.claimPlace(index);
        int attempt = edit.attempt(index);
        if (elder.claim() != place) {
            if (edit.stopping() == Stopping.NO) {
                edit.set(new Run(index, 1, TaskState.READY, elder.attempt(), 0, 0, 0, 0, null));
            } else {
                edit.elders().drop(elder);
                alone(edit, elder, elder.attempt());
            }
            return true;
        }
        edit.elders().drop(elder);
        if (second == place) {
            // Later attempts are on record: their numbers are used up.
            BlockTransitions.free(edit, index, attempt, 0, true);
        } else if (second == 0) {
            BlockTransitions.free(edit, index, attempt - 1, 0, attempt > 1);
        }
        return true;
    }

    /**
     * The job stops: a second copy that is on offer will not be.
     *
     * @return whether there was one
     */
    static boolean withdraw(BlockEdit edit, int index) {
        Elder elder = edit.elders().of(index);
        if (elder == null) {
            return false;
        }
        edit.elders().drop(elder);
        alone(edit, elder, elder.attempt());
        return true;
    }

    /** Whether what runs under a claim has lost to another copy, though the claim holds others. */
    static boolean lostTo(TaskBlock block, String node, Renewal renewal) {
        int i = renewal.running();
        if (i < 0 || i >= block.head().size() || !block.state(i).ended()) {
            return false;
        }
        for (PastAttempt past : block.past()) {
            if (past.index() == i
                    && past.outcome() == AttemptOutcome.SUPERSEDED
                    && past.generation() == block.head().generation()
                    && past.node().equals(node)) {
                return true;
            }
        }
        return false;
    }

    /** What is on record of a copy whose result is not wanted any more. */
    static PastAttempt superseded(TaskBlock block, BlockEdit edit, Elder elder) {
        LiveClaim claim = edit.claimAt(elder.claim());
        return superseded(block, elder, Objects.requireNonNull(claim, "a first copy is held"));
    }

    private static PastAttempt superseded(TaskBlock block, Elder copy, LiveClaim claim) {
        return new PastAttempt(
                copy.index(),
                copy.attempt(),
                claim.id().node(),
                copy.start(),
                0,
                AttemptOutcome.SUPERSEDED,
                null,
                null,
                block.head().generation(),
                0);
    }
}
