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
    private final Host host;
    private final Deque<CompletableFuture<@Nullable Batch>> ahead = new ArrayDeque<>();
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();
    private volatile boolean closing;
    private final AtomicLong tasksDone = new AtomicLong();

    /** Guards which tasks of the batch are started, so that the others can be given back. */
    private final Object turn = new Object();

    private @Nullable Batch batch;
    private int next;
    private boolean inTask;

    /** The pool, as its slots see it. */
    interface Host {
        /** Whether no further task may be started. */
        boolean paused();

        /** The slot's thread ends. */
        void ended(Slot slot);
    }

    Slot(WorkSource source, TaskRunner runner, Clocks clocks, Host host) {
        this.source = source;
        this.runner = runner;
        this.clocks = clocks;
        this.host = host;
    }

    /** The task that runs, and what of its batch was done before. */
    private record Attempt(RunningTask task, Thread thread, List<TaskReport> done) {}

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
        Batch present;
        List<Grant> rest;
        synchronized (turn) {
            present = batch;
            rest = takeRest();
        }
        if (present != null && !rest.isEmpty()) {
            var _ = source.report(present, handedBack(rest), false, false);
        }
    }

    /** What was not started, which is not started any more; to be called by who holds the turn. */
    private List<Grant> takeRest() {
        Batch present = batch;
        if (present == null) {
            return List.of();
        }
        List<Grant> rest = present.tasks().subList(next, present.tasks().size());
        next = present.tasks().size();
        return rest;
    }

    private static List<TaskReport> handedBack(List<Grant> grants) {
        return grants.stream().map(Slot::handBack).toList();
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
        synchronized (turn) {
            reports.addAll(handedBack(takeRest()));
            inTask = false;
        }
        var _ = source.report(task.batch(), reports, true, false);
        return true;
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                step();
            }
            giveBackAhead();
        } finally {
            host.ended(this);
        }
    }

    private void step() {
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

    private @Nullable Batch next() throws InterruptedException {
        while (!ahead.isEmpty()) {
            Batch batch = ahead.poll().join();
            if (batch != null) {
                return batch;
            }
        }
        return source.take(IDLE_WAIT_MILLIS);
    }

    private void runBatch(Batch taken) {
        List<TaskReport> done = new ArrayList<>(taken.tasks().size());
        long batchStart = clocks.nanoTime();
        synchronized (turn) {
            batch = taken;
            next = 0;
        }
        int ran = 0;
        for (Grant grant = start(batchStart); grant != null; grant = start(batchStart)) {
            TaskReport report = runTask(taken, grant, done);
            if (report == null) {
                return;
            }
            done.add(report);
            ran++;
        }
        synchronized (turn) {
            done.addAll(handedBack(takeRest()));
            batch = null;
        }
        tasksDone.addAndGet(ran);
        if (ran > 0) {
            taken.job().timing().add((clocks.nanoTime() - batchStart) / 1e6 / ran);
        }
        reportAndClaim(taken, done);
    }

    /** The next task of the batch to run; null when none is left or may be started. */
    private @Nullable Grant start(long batchStart) {
        synchronized (turn) {
            inTask = false;
            boolean tooLong = next > 0 && clocks.nanoTime() - batchStart > LONGEST_BATCH_NANOS;
            Batch present = batch;
            if (present == null
                    || closing
                    || host.paused()
                    || tooLong
                    || next >= present.tasks().size()) {
                return null;
            }
            inTask = true;
            return present.tasks().get(next++);
        }
    }

    /** Runs one task; null when the slot was abandoned meanwhile. */
    private @Nullable TaskReport runTask(Batch taken, Grant grant, List<TaskReport> done) {
        RunningTask task = new RunningTask(taken, grant, clocks.nanoTime(), clocks.wallMillis());
        Attempt attempt = new Attempt(task, Thread.currentThread(), done);
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
        boolean more = !closing && !host.paused();
        while (ahead.size() < depth - 1 && more) {
            ahead.add(source.report(batch, List.of(), false, true));
        }
        ahead.add(source.report(batch, done, true, more));
    }

    private void giveBackAhead() {
        for (CompletableFuture<@Nullable Batch> future : ahead) {
            Batch batch = future.join();
            if (batch != null) {
                source.report(batch, handedBack(batch.tasks()), true, false).join();
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
