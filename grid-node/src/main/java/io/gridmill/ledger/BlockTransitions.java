package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import io.gridmill.job.RetryPolicy;
import io.gridmill.ledger.BlockAnswer.Code;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.BlockChange.Ended;
import io.gridmill.ledger.BlockChange.Run;
import io.gridmill.ledger.BlockChange.Stopping;
import io.gridmill.ledger.TaskReport.Ending;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of the tasks of a block: the one place where their states change. Pure; every event may
 * come twice or too late.
 *
 * <p>The edges of a task:
 *
 * <pre>
 * READY, WAITING (due)  --claimed-->    RUNNING (first of the claim), ASSIGNED (the others)
 * WAITING               --due-->        READY
 * ASSIGNED              --renewed-->    RUNNING
 * ASSIGNED, RUNNING     --reported-->   SUCCEEDED, FAILED, WAITING, CANCELLED
 * ASSIGNED, RUNNING     --handed back-> READY, CANCELLED, SKIPPED (job stopping)
 * RUNNING               --slow-->       READY (a second copy is on offer, the first one runs on)
 * READY                 --first copy--> SUCCEEDED, FAILED, WAITING, RUNNING (job stopping)
 * ASSIGNED, RUNNING     --given up-->   READY, FAILED, CANCELLED, SKIPPED (job stopping)
 * READY                 --job stops-->  CANCELLED, SKIPPED
 * WAITING               --job stops-->  CANCELLED
 * FAILED, CANCELLED, SKIPPED, WAITING, ASSIGNED, RUNNING --reopened--> READY
 * </pre>
 *
 * A claim is given up when it expired, or when its node has never heard of it; then a task has FAILED
 * where {@link Blame} finds it guilty, or where nothing runs twice. A retry by hand reopens the block
 * in the next generation; within one, nothing leaves its end. A stopping job leaves
 * what never started SKIPPED when it failed, CANCELLED when it was cancelled.
 */
public final class BlockTransitions {
    private BlockTransitions() {}

    /**
     * A decision.
     *
     * @param block after it
     * @param change what backups are told; null when nothing changed
     */
    public record Decision(TaskBlock block, @Nullable BlockChange change, BlockAnswer answer) {

        /**
         * Whether the answer says that something stands, done now or before: then it must not come
         * until the backups know. Only a claim that found nothing says nothing; one that is repeated
         * finds what it holds.
         */
        public boolean confirms(BlockEvent event) {
            boolean claimOnly =
                    event instanceof BlockEvent.Work work
                            && work.report() == null
                            && work.request() != null;
            return change != null || !claimOnly || !answer.granted().isEmpty();
        }
    }

    /** Decides what an event makes of a block. */
    public static Decision decide(TaskBlock block, BlockEvent event) {
        BlockEdit edit = new BlockEdit(block);
        BlockAnswer answer =
                switch (event) {
                    case BlockEvent.Work work -> work(block, edit, work);
                    case BlockEvent.Renew renew -> ClaimTransitions.renew(block, edit, renew);
                    case BlockEvent.Expire expire -> ClaimTransitions.expire(block, edit, expire);
                    case BlockEvent.Wake wake -> wake(block, edit, wake);
                    case BlockEvent.Stop stop -> stop(block, edit, stop);
                    case BlockEvent.Fold fold -> fold(block, edit, fold);
                    case BlockEvent.Copy copy -> Copies.offer(block, edit, copy);
                    case BlockEvent.Reopen reopen -> Reopening.reopen(block, edit, reopen);
                };
        return edit.changed()
                ? new Decision(edit.block(), edit.change(), answer)
                : new Decision(block, null, answer);
    }

    private static BlockAnswer work(TaskBlock block, BlockEdit edit, BlockEvent.Work work) {
        int refused = 0;
        if (work.report() != null) {
            refused = report(block, edit, work.report(), work.now());
            edit.countLate(refused);
        }
        if (work.request() == null || edit.stopping() != Stopping.NO) {
            return answer(block, edit, Code.DONE, refused, List.of(), List.of());
        }
        List<Grant> granted = ClaimTransitions.claim(block, edit, work.request(), work.now());
        boolean suspects = Blame.of(block).anyOf(granted);
        return answer(block, edit, Code.DONE, refused, granted, List.of()).withSuspects(suspects);
    }

    private static int report(TaskBlock block, BlockEdit edit, BlockEvent.Report report, long now) {
        int place = edit.placeOf(report.claim());
        int refused = 0;
        int node = 0;
        for (TaskReport task : report.tasks()) {
            int i = task.index();
            boolean held =
                    place > 0
                            && report.generation() == block.head().generation()
                            && task.attempt() > 0
                            && Copies.attemptUnder(edit, place, i) == task.attempt();
            if (held) {
                node = node == 0 ? edit.nodePlace(report.claim().node()) : node;
                accept(block, edit, report, task, new Slot(node, now));
            } else if (!alreadyCounted(block, report, task)) {
                refused++;
            }
        }
        if (place > 0) {
            ClaimTransitions.dropIfEmpty(edit, place, block.head().size());
        }
        return refused;
    }

    /** Where a report comes from, as a place in the nodes' table, and when. */
    private record Slot(int node, long now) {}

    private static void accept(
            TaskBlock block, BlockEdit edit, BlockEvent.Report report, TaskReport task, Slot slot) {
        int i = task.index();
        if (edit.elders().of(i) != null && Copies.reported(block, edit, report, task)) {
            return;
        }
        switch (task.ending()) {
            case Ending.Succeeded ok -> {
                List<Ended> endings = new ArrayList<>();
                endings.add(new Ended(ok.result(), task.start(), task.runMillis()));
                edit.set(
                        new Run(
                                i,
                                1,
                                TaskState.SUCCEEDED,
                                task.attempt(),
                                0,
                                slot.node,
                                0,
                                0,
                                endings));
            }
            case Ending.Failed failed ->
                    failed(block, edit, report, new Failure(task, failed, slot));
            case Ending.Cancelled _ -> {
                edit.record(past(block, report, task, AttemptOutcome.CANCELLED, null, null));
                if (edit.stopping() == Stopping.NO) {
                    // The node was told of a stop that has not come here, and may never: its owner
                    // died before its backups knew. The task is not lost for that.
                    free(edit, i, edit.attempt(i), 0, true);
                } else {
                    edit.set(ended(edit, task, TaskState.CANCELLED, slot.node));
                }
            }
            case Ending.HandedBack _ -> free(edit, i, task.attempt() - 1, 0, task.attempt() > 1);
        }
    }

    private record Failure(TaskReport task, Ending.Failed how, Slot slot) {}

    private static void failed(
            TaskBlock block, BlockEdit edit, BlockEvent.Report report, Failure failure) {
        TaskReport task = failure.task;
        Ending.Failed how = failure.how;
        edit.record(past(block, report, task, how.outcome(), how.code(), how.message()));
        RetryPolicy.Answer next =
                RetryPolicy.afterFailure(
                        report.rule(),
                        block.failures(task.index()) + 1,
                        how.retryable(),
                        how.code(),
                        report.random());
        switch (next) {
            case RetryPolicy.Answer.Again again ->
                    free(
                            edit,
                            task.index(),
                            edit.attempt(task.index()),
                            failure.slot.now + again.delayMillis(),
                            true);
            case RetryPolicy.Answer.GiveUp _ ->
                    edit.set(ended(edit, task, TaskState.FAILED, failure.slot.node));
        }
    }

    private static Run ended(BlockEdit edit, TaskReport task, TaskState state, int node) {
        // A first copy that is left alone ends under the number of the last attempt.
        int attempt = edit.attempt(task.index());
        return new Run(task.index(), 1, state, attempt, 0, node, task.start(), 0, null);
    }

    static PastAttempt past(
            TaskBlock block,
            BlockEvent.Report report,
            TaskReport task,
            AttemptOutcome outcome,
            @Nullable String code,
            @Nullable String message) {
        String text =
                message == null || message.length() <= PastAttempt.MAX_MESSAGE
                        ? message
                        : message.substring(0, PastAttempt.MAX_MESSAGE);
        return new PastAttempt(
                task.index(),
                task.attempt(),
                report.claim().node(),
                task.start(),
                task.runMillis(),
                outcome,
                code,
                text,
                block.head().generation(),
                0);
    }

    /** A task that may run again: cancel wins over retry. */
    static void free(BlockEdit edit, int index, int attempt, long due, boolean started) {
        TaskState state =
                edit.stopping() != Stopping.NO
                        ? stopped(edit.stopping(), started)
                        : due > 0 ? TaskState.WAITING : TaskState.READY;
        long waits = state == TaskState.WAITING ? due : 0;
        edit.set(new Run(index, 1, state, attempt, 0, 0, 0, waits, null));
    }

    private static TaskState stopped(Stopping why, boolean started) {
        return why == Stopping.FAILED && !started ? TaskState.SKIPPED : TaskState.CANCELLED;
    }

    /** A report repeated, because its answer was lost: the task ended under this very attempt. */
    private static boolean alreadyCounted(
            TaskBlock block, BlockEvent.Report report, TaskReport task) {
        if (report.generation() != block.head().generation()) {
            return false;
        }
        int i = task.index();
        return switch (task.ending()) {
            case Ending.Succeeded _ ->
                    block.state(i) == TaskState.SUCCEEDED
                            && block.attempt(i) == task.attempt()
                            && report.claim().node().equals(block.endedOn(i));
            case Ending.Failed f -> onRecord(block, report, task, f.outcome());
            case Ending.Cancelled _ -> onRecord(block, report, task, AttemptOutcome.CANCELLED);
            case Ending.HandedBack _ -> true;
        };
    }

    private static boolean onRecord(
            TaskBlock block, BlockEvent.Report report, TaskReport task, AttemptOutcome outcome) {
        for (PastAttempt past : block.past()) {
            if (past.index() == task.index()
                    && past.attempt() == task.attempt()
                    && past.outcome() == outcome
                    && past.node().equals(report.claim().node())) {
                return true;
            }
        }
        return false;
    }

    private static BlockAnswer wake(TaskBlock block, BlockEdit edit, BlockEvent.Wake wake) {
        for (int i = 0; i < block.head().size(); i++) {
            boolean healed = wake.healed() && Blame.mayEndRest(block, i, wake.now());
            if (edit.state(i) == TaskState.WAITING && (healed || edit.due(i) <= wake.now())) {
                edit.set(new Run(i, 1, TaskState.READY, edit.attempt(i), 0, 0, 0, 0, null));
            }
        }
        return answer(block, edit, Code.DONE, 0, List.of(), List.of());
    }

    private static BlockAnswer stop(TaskBlock block, BlockEdit edit, BlockEvent.Stop stop) {
        if (stop.generation() < block.head().generation()) {
            return answer(block, edit, Code.IGNORED, 0, List.of(), List.of());
        }
        edit.stop(stop.failing() ? Stopping.FAILED : Stopping.CANCELLED);
        for (int i = 0; i < block.head().size(); i++) {
            TaskState state = edit.state(i);
            if (state == TaskState.READY && Copies.withdraw(edit, i)) {
                continue;
            }
            if (state == TaskState.READY || state == TaskState.WAITING) {
                TaskState end = stopped(edit.stopping(), edit.attempt(i) > 0);
                edit.set(new Run(i, 1, end, edit.attempt(i), 0, 0, 0, 0, null));
            }
        }
        return answer(block, edit, Code.DONE, 0, List.of(), List.of());
    }

    private static BlockAnswer fold(TaskBlock block, BlockEdit edit, BlockEvent.Fold fold) {
        if (block.head().generation() != fold.generation()
                || block.version() != fold.version()
                || !block.ended()
                || block.folded()) {
            return answer(block, edit, Code.IGNORED, 0, List.of(), List.of());
        }
        edit.fold(fold.partial(), keeps(block, fold.partial(), fold.keepResults()));
        return answer(block, edit, Code.DONE, 0, List.of(), List.of());
    }

    /**
     * Whether single results stay after a fold: where they were asked for, and where a retry by hand
     * would need them because not all tasks succeeded.
     */
    public static boolean keeps(TaskBlock block, @Nullable DataRef partial, boolean asked) {
        boolean whole = block.count(TaskState.SUCCEEDED) == block.head().size();
        return asked || !whole || partial == null;
    }

    static BlockAnswer answer(
            TaskBlock block,
            BlockEdit edit,
            Code code,
            int refused,
            List<Grant> granted,
            List<Long> lost) {
        int ready = 0;
        for (int i = 0; i < block.head().size(); i++) {
            if (edit.state(i) == TaskState.READY) {
                ready++;
            }
        }
        return new BlockAnswer(
                code,
                block.head().generation(),
                refused,
                granted,
                ready,
                edit.stopping() != Stopping.NO,
                lost,
                false);
    }
}
