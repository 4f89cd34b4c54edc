package io.gridmill.task.builtin.noop;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.ItemReader;
import io.gridmill.task.JobInput;
import io.gridmill.task.Nothing;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskType;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tasks that compute nothing, to try and to measure the scheduler. */
public final class NoopType implements TaskType<NoopParameters, NoopItem, Nothing> {
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
    public Split<NoopItem> split(NoopParameters parameters, JobInput input) {
        NoopItem item = new NoopItem(parameters.sleepMillis(), parameters.busyMillis());
        return Split.indexed(parameters.tasks(), _ -> item);
    }

    @Override
    public Codec<NoopItem> itemCodec() {
        return NoopItem.CODEC;
    }

    @Override
    public Optional<ItemReader<NoopParameters, NoopItem>> addedItems() {
        return Optional.of(NoopItem::read);
    }

    @Override
    public Nothing run(NoopParameters parameters, NoopItem item, TaskContext context)
            throws TaskFailure, InterruptedException {
        context.checkStopped();
        long sleep = TimeUnit.MILLISECONDS.toNanos(item.sleepMillis());
        long burn = TimeUnit.MILLISECONDS.toNanos(item.busyMillis());
        if (sleep > 0) {
            sleep(sleep, sleep + burn, context);
        }
        if (burn > 0) {
            burn(burn, sleep, context);
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

    private static void sleep(long nanos, long all, TaskContext context)
            throws InterruptedException {
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
            context.progress(Math.min(slept, nanos) / (double) all);
        }
    }

    private static void burn(long nanos, long slept, TaskContext context) {
        CpuClock clock = CpuClock.ofThisThread();
        long start = clock.nanos();
        long burnt = 0;
        while (burnt < nanos) {
            // Asking for the time is itself a system call of some hundred nanoseconds of CPU time.
            context.checkStopped();
            burnt = clock.nanos() - start;
            context.progress((slept + Math.min(burnt, nanos)) / (double) (slept + nanos));
        }
    }
}
