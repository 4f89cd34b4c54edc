package io.gridmill.execute;

import io.gridmill.job.LogKey;
import io.gridmill.ledger.BlockAnswer.Grant;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskHints;
import org.jspecify.annotations.Nullable;

/** One attempt while it runs: what its code may ask, and how others tell it to stop. */
public final class RunningTask implements TaskContext {
    private final Batch batch;
    private final Grant grant;
    private final long startNanos;
    private final long startMillis;
    private volatile double progress;
    private volatile @Nullable StopReason stopReason;
    private volatile long stopNanos;
    private @Nullable TaskLog log;
    private boolean over;

    RunningTask(Batch batch, Grant grant, long startNanos, long startMillis) {
        this.batch = batch;
        this.grant = grant;
        this.startNanos = startNanos;
        this.startMillis = startMillis;
    }

    /** Why an attempt is told to stop. */
    public enum StopReason {
        /** Its job is stopping. */
        CANCELLED,
        /** It ran longer than its timeout. */
        TIMED_OUT,
        /** The claim is lost or the node is leaving: nobody waits for its result. */
        NOT_WANTED
    }

    /** What it was claimed with. */
    public Batch batch() {
        return batch;
    }

    /** What was granted. */
    public Grant grant() {
        return grant;
    }

    long startNanos() {
        return startNanos;
    }

    /** When it started, milliseconds since the epoch. */
    public long startMillis() {
        return startMillis;
    }

    double progress() {
        return progress;
    }

    /** Why it was told to stop; null while it may go on. */
    public @Nullable StopReason stopReason() {
        return stopReason;
    }

    long stopNanos() {
        return stopNanos;
    }

    /** Tells the task to stop; the first reason stays. */
    synchronized void stop(StopReason reason, long nanoTime) {
        if (stopReason == null) {
            stopNanos = nanoTime;
            stopReason = reason;
        }
    }

    @Override
    public String job() {
        return batch.block().job();
    }

    @Override
    public long task() {
        return batch.first() + grant.index();
    }

    @Override
    public int attempt() {
        return grant.attempt();
    }

    @Override
    public String attemptKey() {
        return batch.block().job() + "/" + batch.generation() + "/" + task() + "/" + attempt();
    }

    @Override
    public JobInput input() {
        return batch.job().input();
    }

    @Override
    public void log(String line) {
        TaskLog to = openLog();
        if (to != null) {
            to.write(line);
        }
    }

    private synchronized @Nullable TaskLog openLog() {
        if (log == null && !over) {
            LogKey key = new LogKey(job(), task(), attempt());
            log = batch.job().logs().open(key, batch.job().spec().resultTtlMillis());
        }
        return log;
    }

    /** Nobody waits for it any more: what its code writes from now on is left out. */
    void closeLog() {
        TaskLog ended;
        synchronized (this) {
            over = true;
            ended = log;
        }
        if (ended != null) {
            ended.close();
        }
    }

    @Override
    public TaskHints hints() {
        return batch.job().hints();
    }

    @Override
    public boolean stopped() {
        return stopReason != null;
    }

    @Override
    public void progress(double fraction) {
        progress = fraction;
    }
}
