package io.gridmill.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Wakes idle slots when work may have appeared. Thread-safe; nothing here waits. */
final class SlotSignal {
    private final Loop loop;
    private final AtomicLong count = new AtomicLong();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Waiter> waiting = new ConcurrentLinkedQueue<>();

    /** One who waits; equal to nobody else. */
    private static final class Waiter {
        private final CompletableFuture<Boolean> woken = new CompletableFuture<>();
    }

    SlotSignal(Loop loop) {
        this.loop = loop;
    }

    /** What has been signalled so far; take it before looking for work. */
    long seen() {
        return count.get();
    }

    /** Work may have appeared. Cheap: partition threads call it. */
    void signal() {
        count.incrementAndGet();
        if (!waiting.isEmpty() && waking.compareAndSet(false, true)) {
            loop.soon(this::wake);
        }
    }

    private void wake() {
        waking.set(false);
        // Those who wait again meanwhile wait for the next signal.
        for (int left = waiting.size(); left > 0; left--) {
            Waiter waiter = waiting.poll();
            if (waiter != null) {
                waiter.woken.complete(true);
            }
        }
    }

    /** Completes when something was signalled after {@code seen}; false when the time is over. */
    CompletableFuture<Boolean> await(long seen, long millis) {
        Waiter waiter = new Waiter();
        waiting.add(waiter);
        if (count.get() != seen) {
            waiting.remove(waiter);
            waiter.woken.complete(true);
            return waiter.woken;
        }
        loop.after(
                millis,
                () -> {
                    waiting.remove(waiter);
                    waiter.woken.complete(false);
                });
        return waiter.woken;
    }
}
