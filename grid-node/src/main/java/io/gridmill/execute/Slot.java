package io.gridmill.execute;

import io.gridmill.execute.RunningTask.StopReason;
import io.gridmill.job.ErrorCode;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.ledger.TaskReport;
import io.gridmill.ledger.TaskReport.Ending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One slot: claims, runs and reports, batch after batch. It says what to do next and is told what
 * came of it, so that a thread or a simulated one can do it. For short tasks the next batches are on
 * their way while one runs. A slot whose code does not stop is abandoned: the rest of its batch and
 * what is on its way go back, and the pool starts another slot.
 *
 * <p>{@link #next}, {@link #claimed} and {@link #ended} are for the one who runs the slot; the others
 * may be called from anywhere.
 */
public final class Slot {
    private static final long IDLE_WAIT_MILLIS = 1_000;

    /** A batch that turns out longer than this reports what is done and gives the rest back. */
    private static final long LONGEST_BATCH_NANOS = 100_000_000;

    private static final double PREFETCH_BELOW_MILLIS = 1.0;
    private static final int PREFETCH_DEPTH = 3;

    private final WorkSource source;
    private final Clocks clocks;
    private final Deque<CompletableFuture<@Nullable Batch>> ahead = new ArrayDeque<>();
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();
    private final AtomicLong tasksDone = new AtomicLong();
    private volatile boolean closing;
    private volatile boolean abandoned;
    private @Nullable Progress progress;

    Slot(WorkSource source, Clocks clocks) {
        this.source = source;
        this.clocks = clocks;
    }

    /** What to do next. */
    public sealed interface Step {
        /** Wait for a batch and pass it to {@link #claimed}. */
        record Wait(CompletableFuture<@Nullable Batch> batch) implements Step {}

        /** Run a task and pass its ending to {@link #ended}. */
        record Run(RunningTask task) implements Step {}

        /** Nothing any more. */
        record End() implements Step {}
    }

    /** A batch being worked on. */
    private static final class Progress {
        private final Batch batch;
        private final long start;
        private final List<TaskReport> done;
        private int next;
        private int ran;

        Progress(Batch batch, long start) {
            this.batch = batch;
            this.start = start;
            this.done = new ArrayList<>(batch.tasks().size());
        }

        List<Grant> rest() {
            return batch.tasks().subList(next, batch.tasks().size());
        }
    }

    /** The task that runs, and what of its batch was done before and comes after. */
    private record Attempt(RunningTask task, List<TaskReport> done, List<Grant> rest) {}

    /** The task that runs now; null between tasks. */
    @Nullable RunningTask running() {
        Attempt attempt = current.get();
        return attempt == null ? null : attempt.task;
    }

    /** Tasks ended here so far. */
    long tasksDone() {
        return tasksDone.get();
    }

    /** Asks the slot to end after its present task. */
    void close() {
        closing = true;
    }

    /**
     * Leaves the task's code behind and reports for it; whatever it returns later is ignored. What
     * was claimed ahead goes back too: else it would be renewed and never run.
     *
     * @return false when the task ended just now by itself
     */
    boolean abandon(RunningTask task) {
        Attempt attempt = current.get();
        if (attempt == null || attempt.task != task || !current.compareAndSet(attempt, null)) {
            return false;
        }
        closing = true;
        abandoned = true;
        List<TaskReport> reports = new ArrayList<>(attempt.done);
        Ending ending =
                new Ending.Failed(
                        AttemptOutcome.ABANDONED,
                        ErrorCode.TASK_ABANDONED.code(),
                        "The code did not stop when it was interrupted; its thread was left behind",
                        task.stopReason() == StopReason.TIMED_OUT);
        reports.add(report(task, ending));
        attempt.rest.forEach(grant -> reports.add(handBack(grant)));
        var _ = source.report(task.batch(), reports, true, false);
        // The slot's thread is in the task's code and does not come back to these.
        for (CompletableFuture<@Nullable Batch> coming : ahead) {
            var _ = coming.thenCompose(this::giveBack);
        }
        return true;
    }

    /** What to do next. */
    public Step next() {
        while (!abandoned) {
            Progress now = progress;
            if (now == null) {
                return claim();
            }
            boolean tooLong = now.next > 0 && clocks.nanoTime() - now.start > LONGEST_BATCH_NANOS;
            if (closing || tooLong || now.rest().isEmpty()) {
                now.rest().forEach(grant -> now.done.add(handBack(grant)));
                progress = null;
                end(now);
            } else {
                return run(now);
            }
        }
        return new Step.End();
    }

    private Step claim() {
        CompletableFuture<@Nullable Batch> batch = ahead.poll();
        if (batch != null) {
            return new Step.Wait(batch);
        }
        return closing ? new Step.End() : new Step.Wait(source.take(IDLE_WAIT_MILLIS));
    }

    private Step run(Progress now) {
        Grant grant = now.batch.tasks().get(now.next++);
        RunningTask task =
                new RunningTask(now.batch, grant, clocks.nanoTime(), clocks.wallMillis());
        current.set(new Attempt(task, now.done, now.rest()));
        return new Step.Run(task);
    }

    /** A batch that was waited for has come; null: none. */
    public void claimed(@Nullable Batch batch) {
        if (batch == null) {
            return;
        }
        if (closing) {
            // Waited for, so that it is told before the node has gone.
            ahead.add(giveBack(batch));
        } else {
            progress = new Progress(batch, clocks.nanoTime());
        }
    }

    /** A task has ended like this; ignored when the slot was abandoned meanwhile. */
    public void ended(RunningTask task, Ending ending) {
        Attempt attempt = current.get();
        Progress now = progress;
        if (now == null
                || attempt == null
                || attempt.task != task
                || !current.compareAndSet(attempt, null)) {
            return;
        }
        now.done.add(report(task, ending));
        now.ran++;
    }

    private void end(Progress ended) {
        Batch batch = ended.batch;
        tasksDone.addAndGet(ended.ran);
        double millis = (clocks.nanoTime() - ended.start) / 1e6 / Math.max(1, ended.ran);
        batch.job().timing().add(millis);
        int depth = batch.job().timing().millis() < PREFETCH_BELOW_MILLIS ? PREFETCH_DEPTH : 1;
        while (ahead.size() < depth - 1 && !closing) {
            ahead.add(source.report(batch, List.of(), false, true));
        }
        ahead.add(source.report(batch, ended.done, true, !closing));
    }

    private CompletableFuture<@Nullable Batch> giveBack(@Nullable Batch batch) {
        if (batch == null) {
            return CompletableFuture.completedFuture(null);
        }
        List<TaskReport> back = batch.tasks().stream().map(Slot::handBack).toList();
        return source.report(batch, back, true, false);
    }

    private TaskReport report(RunningTask task, Ending ending) {
        float millis = (clocks.nanoTime() - task.startNanos()) / 1e6f;
        return new TaskReport(
                task.grant().index(), task.attempt(), ending, task.startMillis(), millis);
    }

    private static TaskReport handBack(Grant grant) {
        return new TaskReport(grant.index(), grant.attempt(), new Ending.HandedBack(), 0, 0);
    }
}
