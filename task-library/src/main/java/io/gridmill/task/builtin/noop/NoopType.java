package io.gridmill.task.builtin.noop;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Nothing;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskType;
import java.util.concurrent.TimeUnit;

/** Tasks that compute nothing, to try and to measure the scheduler. */
public final class NoopType implements TaskType<NoopParameters, Nothing, Nothing> {
    /** A stop that comes without an interrupt is noticed after this time at the latest. */
    private static final long LONGEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @Override
    public String name() {
        return "noop";
    }

    @Override
    public String summary() {
        return "Tasks that compute nothing (they may sleep, burn CPU time or fail), to try the"
                + " scheduler; counts them.";
    }

    @Override
    public NoopParameters parameters(Parameters source) {
        return NoopParameters.read(source);
    }

    @Override
    public Split<Nothing> split(NoopParameters parameters, JobInput input) {
        return Split.indexed(parameters.tasks(), _ -> Nothing.NOTHING);
    }

    @Override
    public Nothing run(NoopParameters parameters, Nothing item, TaskContext context)
            throws TaskFailure, InterruptedException {
        context.checkStopped();
        if (parameters.sleepMillis() > 0) {
            sleep(TimeUnit.MILLISECONDS.toNanos(parameters.sleepMillis()), context);
        }
        if (parameters.busyMillis() > 0) {
            burn(TimeUnit.MILLISECONDS.toNanos(parameters.busyMillis()), context);
        }
        if (context.task() == parameters.failTask()) {
            throw TaskFailure.giveUp(
                    "asked-to-fail", "Task " + context.task() + " fails, as failTask asks");
        }
        if (context.attempt() <= parameters.failFirst()) {
            throw TaskFailure.retry(
                    "asked-to-fail-first",
                    "Attempt "
                            + context.attempt()
                            + " fails; failFirst asks this of the first "
                            + parameters.failFirst()
                            + ", a later one succeeds",
                    null);
        }
        return Nothing.NOTHING;
    }

    @Override
    public Codec<Nothing> resultCodec() {
        return Codec.nothing();
    }

    @Override
    public Aggregator<NoopParameters> aggregator() {
        return new NoopCount();
    }

    private static void sleep(long nanos, TaskContext context) throws InterruptedException {
        long start = System.nanoTime();
        long slept = 0;
        while (slept < nanos) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(nanos - slept, LONGEST_SLEEP_NANOS));
            } catch (InterruptedException e) {
                // An interrupt is how a slot's thread is told to look; it may come from elsewhere.
                context.checkStopped();
                throw e;
            }
            context.checkStopped();
            slept = System.nanoTime() - start;
            context.progress(Math.min(1.0, (double) slept / nanos));
        }
    }

    private static void burn(long nanos, TaskContext context) {
        CpuClock clock = CpuClock.ofThisThread();
        long start = clock.nanos();
        long burnt = 0;
        while (burnt < nanos) {
            // Asking for the time is itself a system call of some hundred nanoseconds of CPU time.
            context.checkStopped();
            burnt = clock.nanos() - start;
            context.progress(Math.min(1.0, (double) burnt / nanos));
        }
    }
}
