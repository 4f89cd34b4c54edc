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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One slot: a thread that claims, runs and reports, batch after batch. For short tasks the next
 * batches are on their way while one runs. A slot whose code does not stop is abandoned: the rest of
 * its batch goes back, its thread is left behind, and the pool starts another slot.
 */
final class Slot implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);
    private static final long IDLE_WAIT_MILLIS = 1_000;

    /** A batch that turns out longer than this reports what is done and gives the rest back. */
    private static final long LONGEST_BATCH_NANOS = 100_000_000;

    private static final double PREFETCH_BELOW_MILLIS = 1.0;
    private static final int PREFETCH_DEPTH = 3;

    private final WorkSource source;
    private final TaskRunner runner;
    private final Clocks clocks;
    private final Deque<CompletableFuture<@Nullable Batch>> ahead = new ArrayDeque<>();
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();
    private volatile boolean closing;
    private final AtomicLong tasksDone = new AtomicLong();

    Slot(WorkSource source, TaskRunner runner, Clocks clocks) {
        this.source = source;
        this.runner = runner;
        this.clocks = clocks;
    }

    /** The task that runs, and what of its batch was done before and comes after. */
    private record Attempt(
            RunningTask task, Thread thread, List<TaskReport> done, List<Grant> rest) {}

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

    /** Interrupts the task, if it is still this one. */
    void interrupt(RunningTask task) {
        Attempt attempt = current.get();
        if (attempt != null && attempt.task == task) {
            attempt.thread.interrupt();
        }
    }

    /**
     * Leaves the task's thread behind and reports for it; whatever it returns later is ignored.
     *
     * @return false when the task ended just now by itself
     */
    boolean abandon(RunningTask task) {
        Attempt attempt = current.get();
        if (attempt == null || attempt.task != task || !current.compareAndSet(attempt, null)) {
            return false;
        }
        closing = true;
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
        return true;
    }

    @Override
    public void run() {
        while (!closing) {
            try {
                Batch batch = next();
                if (batch != null) {
                    runBatch(batch);
                }
            } catch (InterruptedException e) {
                // Meant for a task that has just ended, or the pool is closing: look at the flag.
                LOG.trace("Slot interrupted between tasks", e);
            } catch (RuntimeException e) {
                LOG.error("A slot failed and goes on with the next task; this is a bug", e);
            }
        }
        giveBackAhead();
    }

    private @Nullable Batch next() throws InterruptedException {
        while (!ahead.isEmpty()) {
            Batch batch = ahead.poll().join();
            if (batch != null) {
                return batch;
            }
        }
        return source.take(IDLE_WAIT_MILLIS);
    }

    private void runBatch(Batch batch) {
        List<TaskReport> done = new ArrayList<>(batch.tasks().size());
        long batchStart = clocks.nanoTime();
        int ran = 0;
        for (int i = 0; i < batch.tasks().size(); i++) {
            boolean tooLong = i > 0 && clocks.nanoTime() - batchStart > LONGEST_BATCH_NANOS;
            if (closing || tooLong) {
                batch.tasks()
                        .subList(i, batch.tasks().size())
                        .forEach(grant -> done.add(handBack(grant)));
                break;
            }
            TaskReport report = runTask(batch, i, done);
            if (report == null) {
                return;
            }
            done.add(report);
            ran++;
        }
        tasksDone.addAndGet(ran);
        batch.job().timing().add((clocks.nanoTime() - batchStart) / 1e6 / Math.max(1, ran));
        reportAndClaim(batch, done);
    }

    /** Runs one task; null when the slot was abandoned meanwhile. */
    private @Nullable TaskReport runTask(Batch batch, int i, List<TaskReport> done) {
        List<Grant> tasks = batch.tasks();
        RunningTask task =
                new RunningTask(batch, tasks.get(i), clocks.nanoTime(), clocks.wallMillis());
        Attempt attempt =
                new Attempt(task, Thread.currentThread(), done, tasks.subList(i + 1, tasks.size()));
        current.set(attempt);
        Ending ending = runner.run(task);
        if (!current.compareAndSet(attempt, null)) {
            return null;
        }
        return report(task, ending);
    }

    private void reportAndClaim(Batch batch, List<TaskReport> done) {
        double millis = batch.job().timing().millis();
        int depth = millis < PREFETCH_BELOW_MILLIS ? PREFETCH_DEPTH : 1;
        while (ahead.size() < depth - 1 && !closing) {
            ahead.add(source.report(batch, List.of(), false, true));
        }
        ahead.add(source.report(batch, done, true, !closing));
    }

    private void giveBackAhead() {
        for (CompletableFuture<@Nullable Batch> future : ahead) {
            Batch batch = future.join();
            if (batch != null) {
                List<TaskReport> back = batch.tasks().stream().map(Slot::handBack).toList();
                source.report(batch, back, true, false).join();
            }
        }
        ahead.clear();
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
