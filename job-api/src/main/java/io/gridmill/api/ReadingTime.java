package io.gridmill.api;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time that a thread has for reading what a client sends: when it is over, the thread is
 * interrupted, as it may wait for a byte that never comes. Belongs to the thread that makes it, which
 * closes it when it has read, and is not interrupted by it from then on.
 */
final class ReadingTime implements AutoCloseable {
    private final Thread reader = Thread.currentThread();
    private final ScheduledFuture<?> end;
    private boolean reading = true;
    private boolean over;

    /** The time begins now. */
    ReadingTime(ScheduledThreadPoolExecutor timer, Duration time) {
        this.end = timer.schedule(this::end, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A timer for the time of many readers; one thread, which ends with the process at the latest. */
    static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("gridmill-body-time").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private synchronized void end() {
        if (reading) {
            over = true;
            reader.interrupt();
        }
    }

    /** Whether it is over, and the thread was interrupted for it. */
    synchronized boolean over() {
        return over;
    }

    @Override
    public synchronized void close() {
        reading = false;
        end.cancel(false);
        if (over) {
            // It was for the reading, which is done: the thread goes on with something else.
            var _ = Thread.interrupted();
        }
    }
}
