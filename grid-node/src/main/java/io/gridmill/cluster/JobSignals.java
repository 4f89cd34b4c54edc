package io.gridmill.cluster;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wakes those who wait for a job to change. Thread-safe. */
public final class JobSignals {
    private final Map<String, Waiters> waiting = new HashMap<>();

    private static final class Waiters {
        private final WorkSignal signal = new WorkSignal();
        private int count;
    }

    /** Something to look at and wait with. */
    public interface Looking<T> {
        /** Looks; null to go on waiting. */
        @Nullable T look();
    }

    /** A job changed. */
    void changed(String job) {
        Waiters waiters;
        synchronized (this) {
            waiters = waiting.get(job);
        }
        if (waiters != null) {
            waiters.signal.signal();
        }
    }

    /**
     * Looks again and again, at once when the job changed and every half second anyway.
     *
     * @return what was seen; null when the time is over
     */
    public <T> @Nullable T await(String job, long atMostMillis, Looking<T> looking)
            throws InterruptedException {
        long end = System.nanoTime() + atMostMillis * 1_000_000;
        Waiters waiters = enter(job);
        try {
            while (true) {
                long seen = waiters.signal.seen();
                T found = looking.look();
                long left = (end - System.nanoTime()) / 1_000_000;
                if (found != null || left <= 0) {
                    return found;
                }
                waiters.signal.await(seen, Math.min(left, 500));
            }
        } finally {
            leave(job, waiters);
        }
    }

    private synchronized Waiters enter(String job) {
        Waiters waiters = waiting.computeIfAbsent(job, _ -> new Waiters());
        waiters.count++;
        return waiters;
    }

    private synchronized void leave(String job, Waiters waiters) {
        if (--waiters.count == 0) {
            waiting.remove(job);
        }
    }
}
