package io.gridmill.execute;

import io.gridmill.execute.Slot.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread for each slot, and one for the watchdog. Thread-safe. */
public final class SlotThreads implements SlotRunners, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotThreads.class);
    private static final long WATCH_EVERY_MILLIS = 50;
    private static final long CLOSE_WITHIN_NANOS = 3_000_000_000L;

    private final TaskRunner runner;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gridmill-watchdog").factory());

    /**
     * No threads yet.
     *
     * @param maxResultBytes largest result of one task
     */
    public SlotThreads(ResultStore results, long maxResultBytes) {
        this.runner = new TaskRunner(results, maxResultBytes);
    }

    /** Starts to look after the slots. */
    public void watch(SlotPool slots) {
        var _ =
                watchdog.scheduleWithFixedDelay(
                        () -> watchOnce(slots),
                        WATCH_EVERY_MILLIS,
                        WATCH_EVERY_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private static void watchOnce(SlotPool slots) {
        try {
            slots.watch();
        } catch (RuntimeException e) {
            LOG.error("The watchdog failed once and goes on; this is a bug", e);
        }
    }

    @Override
    public Runner start(Slot slot) {
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("gridmill-slot-" + numbers.incrementAndGet())
                        .unstarted(
                                () -> {
                                    run(slot);
                                    threads.remove(Thread.currentThread());
                                });
        threads.add(thread);
        thread.start();
        return thread::interrupt;
    }

    private void run(Slot slot) {
        while (true) {
            try {
                switch (slot.next()) {
                    case Step.Wait wait -> slot.claimed(await(wait.batch()));
                    case Step.Run run -> slot.ended(run.task(), runner.run(run.task()));
                    case Step.End _ -> {
                        return;
                    }
                }
            } catch (RuntimeException e) {
                LOG.error("A slot failed and goes on with the next task; this is a bug", e);
            }
        }
    }

    /** Waits, whoever interrupts: a batch that is left would be held and never run. */
    private static @Nullable Batch await(CompletableFuture<@Nullable Batch> batch) {
        while (true) {
            try {
                return batch.get();
            } catch (InterruptedException e) {
                LOG.trace("Meant for a task that has just ended", e);
            } catch (ExecutionException e) {
                LOG.error("A claim failed; this is a bug", e);
                return null;
            }
        }
    }

    /**
     * Waits until no task runs.
     *
     * @param goOn asked now and then whether there is still a reason to wait
     * @return false when tasks still run
     */
    public boolean awaitQuiet(SlotPool slots, Duration atMost, BooleanSupplier goOn)
            throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (slots.busy()) {
            if (System.nanoTime() - until >= 0 || !goOn.getAsBoolean()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(WATCH_EVERY_MILLIS);
        }
        return true;
    }

    /** Waits a little for the slots, which were asked to end, and stops the watchdog. */
    @Override
    public void close() {
        long until = System.nanoTime() + CLOSE_WITHIN_NANOS;
        try {
            for (Thread thread : threads) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (thread.isAlive() && left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watchdog.shutdownNow();
    }
}
