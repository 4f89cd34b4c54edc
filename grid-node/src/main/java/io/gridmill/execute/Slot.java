package io.gridmill.execute;

import io.gridmill.claim.ClaimSize;
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

    private final WorkSource source;
    private final Clocks clocks;
    private final Host host;
    private final Deque<CompletableFuture<@Nullable Batch>> ahead = new ArrayDeque<>();
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();
    private final AtomicLong tasksDone = new AtomicLong();
    private volatile boolean closing;
    private volatile boolean abandoned;

    /** Guards which tasks of the batch are started, so that the others can be given back. */
    private final Object turn = new Object();

    private @Nullable Progress progress;
    private boolean inTask;

    /** The pool, as its slots see it. */
    interface Host {
        /** Whether no further task may be started. */
        boolean paused();

        /** The slot has nothing to do any more. */
        void ended(Slot slot);
    }

    Slot(WorkSource source, Clocks clocks, Host host) {
        this.source = source;
        this.clocks = clocks;
        this.host = host;
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

        /** What was not started, which is not started any more; for who holds the turn. */
        List<Grant> takeRest() {
            List<Grant> rest = batch.tasks().subList(next, batch.tasks().size());
            next = batch.tasks().size();
            return rest;
        }
    }

    /** The task that runs, and the batch that it is of. */
    private record Attempt(RunningTask task, Progress of) {}

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

    /** Whether it was asked to end. */
    boolean closing() {
        return closing;
    }

    /** Whether a task runs or is about to. */
    boolean busy() {
        synchronized (turn) {
            return inTask;
        }
    }

    /** Gives back at once what of the present batch was not started. */
    void giveBackRest() {
        Progress present;
        List<Grant> rest;
        synchronized (turn) {
            present = progress;
            rest = present == null ? List.of() : present.takeRest();
        }
        if (present != null && !rest.isEmpty()) {
            var _ = source.report(present.batch, handedBack(rest), false, false);
        }
    }

    private static List<TaskReport> handedBack(List<Grant> grants) {
        return grants.stream().map(Slot::handBack).toList();
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
        task.closeLog();
        List<TaskReport> reports = new ArrayList<>(attempt.of.done);
        Ending ending =
                new Ending.Failed(
                        AttemptOutcome.ABANDONED,
                        ErrorCode.TASK_ABANDONED.code(),
                        "The code did not stop when it was interrupted; its thread was left behind",
                        task.stopReason() == StopReason.TIMED_OUT);
        reports.add(report(task, ending));
        synchronized (turn) {
            reports.addAll(handedBack(attempt.of.takeRest()));
            inTask = false;
        }
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
            Grant grant = start(now);
            if (grant != null) {
                return run(now, grant);
            }
            synchronized (turn) {
                now.done.addAll(handedBack(now.takeRest()));
                progress = null;
            }
            end(now);
        }
        return over();
    }

    private Step claim() {
        CompletableFuture<@Nullable Batch> batch = ahead.poll();
        if (batch != null) {
            return new Step.Wait(batch);
        }
        return closing ? over() : new Step.Wait(source.take(IDLE_WAIT_MILLIS));
    }

    private Step over() {
        host.ended(this);
        return new Step.End();
    }

    /** The next task of the batch to run; null when none is left or may be started. */
    private @Nullable Grant start(Progress now) {
        synchronized (turn) {
            inTask = false;
            boolean stopsHere =
                    now.next > 0
                            && (clocks.nanoTime() - now.start > LONGEST_BATCH_NANOS
                                    || source.yields(now.batch));
            if (closing || host.paused() || stopsHere || now.next >= now.batch.tasks().size()) {
                return null;
            }
            inTask = true;
            return now.batch.tasks().get(now.next++);
        }
    }

    private Step run(Progress now, Grant grant) {
        RunningTask task =
                new RunningTask(now.batch, grant, clocks.nanoTime(), clocks.wallMillis());
        current.set(new Attempt(task, now));
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
            return;
        }
        synchronized (turn) {
            progress = new Progress(batch, clocks.nanoTime());
        }
    }

    /** A task has ended like this; ignored when the slot was abandoned meanwhile. */
    public void ended(RunningTask task, Ending ending) {
        task.closeLog();
        Attempt attempt = current.get();
        if (attempt == null || attempt.task != task || !current.compareAndSet(attempt, null)) {
            // Said here too: who abandons it may just be about to.
            abandoned = true;
            return;
        }
        attempt.of.done.add(report(task, ending));
        attempt.of.ran++;
    }

    private void end(Progress ended) {
        Batch batch = ended.batch;
        tasksDone.addAndGet(ended.ran);
        if (ended.ran > 0) {
            batch.job().timing().add((clocks.nanoTime() - ended.start) / 1e6 / ended.ran);
        }
        int depth = ClaimSize.batches(batch.job().timing().millis());
        boolean more = !closing && !host.paused();
        while (ahead.size() < depth - 1 && more) {
            ahead.add(source.report(batch, List.of(), false, true));
        }
        ahead.add(source.report(batch, ended.done, true, more));
    }

    private CompletableFuture<@Nullable Batch> giveBack(@Nullable Batch batch) {
        if (batch == null) {
            return CompletableFuture.completedFuture(null);
        }
        return source.report(batch, handedBack(batch.tasks()), true, false);
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
