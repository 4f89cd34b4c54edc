package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A share of the heap, given out in parts to those who wait their turn. Thread-safe. */
final class HeapShare {
    private static final int COME_BACK_SECONDS = 5;

    private final int all;
    private final Duration patience;
    private final Semaphore free;

    /**
     * A share that is all free.
     *
     * @param bytes that may be in use at once
     * @param patience how long one waits for its turn
     */
    HeapShare(long bytes, Duration patience) {
        this.patience = patience;
        this.all = Math.clamp(bytes >> 10, 1, Integer.MAX_VALUE);
        this.free = new Semaphore(all);
    }

    /** A part with nothing in it yet. */
    Part part() {
        return new Part();
    }

    /** What one request uses, until it is closed; for one thread. */
    final class Part implements AutoCloseable {
        private int taken;

        private Part() {}

        /**
         * Takes more; one that asks for more than there is gets all of it.
         *
         * @throws GridException {@code unavailable} when there is no room for long
         */
        void take(long bytes) {
            int kib = Math.clamp((bytes >> 10) + 1, 1, Math.max(1, all - taken));
            try {
                if (taken == all) {
                    return;
                }
                if (!free.tryAcquire(kib, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw full();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw full();
            }
            taken += kib;
        }

        @Override
        public void close() {
            free.release(taken);
            taken = 0;
        }
    }

    private static GridException full() {
        return new GridException(
                        ErrorCode.UNAVAILABLE,
                        "This node reads as many requests as its memory allows; nothing was done,"
                                + " repeat it, or ask another node")
                .retryAfter(COME_BACK_SECONDS);
    }
}
