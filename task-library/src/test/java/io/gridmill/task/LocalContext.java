package io.gridmill.task;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;

/** The context of one attempt outside a grid. */
@NullMarked
public final class LocalContext implements TaskContext {
    private final long task;
    private final int attempt;
    private final JobInput input;
    private final AtomicLong looksLeft;
    private final TaskHints hints;
    private double told;

    private LocalContext(long task, int attempt, JobInput input, long looks, TaskHints hints) {
        this.task = task;
        this.attempt = attempt;
        this.input = input;
        this.looksLeft = new AtomicLong(looks);
        this.hints = hints;
    }

    /** A context that never asks the task to stop. */
    public static LocalContext of(long task, int attempt, JobInput input) {
        return of(task, attempt, input, TaskHints.none());
    }

    /** A context that never asks the task to stop, among other tasks. */
    public static LocalContext of(long task, int attempt, JobInput input, TaskHints hints) {
        return new LocalContext(task, attempt, input, Long.MAX_VALUE, hints);
    }

    /** A context that asks the task to stop when it has looked this many times. */
    public static LocalContext stoppingAfter(long looks, long task, JobInput input) {
        return new LocalContext(task, 1, input, looks, TaskHints.none());
    }

    @Override
    public String job() {
        return "local";
    }

    @Override
    public long task() {
        return task;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public String attemptKey() {
        return "local-" + task + "-" + attempt;
    }

    @Override
    public JobInput input() {
        return input;
    }

    @Override
    public TaskHints hints() {
        return hints;
    }

    @Override
    public boolean stopped() {
        return looksLeft.decrementAndGet() < 0;
    }

    @Override
    public void progress(double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("progress is " + fraction + ", must be 0 to 1");
        }
        if (fraction < told) {
            throw new IllegalArgumentException("progress falls from " + told + " to " + fraction);
        }
        told = fraction;
    }
}
