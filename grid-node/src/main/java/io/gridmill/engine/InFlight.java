package io.gridmill.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts operations, a bounded number of them at once; the others wait in a queue. Failures are
 * noted and do not matter: whoever sent them sends them again. Thread-safe.
 */
final class InFlight {
    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    private final Deque<Supplier<CompletionStage<?>>> queue = new ArrayDeque<>();
    private int free;

    InFlight(int most) {
        free = most;
    }

    /** Whether some have not been started yet. */
    synchronized boolean waiting() {
        return !queue.isEmpty();
    }

    /** Starts an operation now or when others have ended. */
    void run(Supplier<CompletionStage<?>> operation) {
        synchronized (this) {
            if (free == 0) {
                queue.add(operation);
                return;
            }
            free--;
        }
        start(operation);
    }

    private void start(Supplier<CompletionStage<?>> operation) {
        var _ =
                operation
                        .get()
                        .whenComplete(
                                (_, failure) -> {
                                    if (failure != null) {
                                        LOG.debug("An operation failed; again soon", failure);
                                    }
                                    ended();
                                });
    }

    private void ended() {
        Supplier<CompletionStage<?>> next;
        synchronized (this) {
            next = queue.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        start(next);
    }
}
