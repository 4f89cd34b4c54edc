package io.gridmill.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is taken in turns: at most so much at once, the rest in the order in which it came.
 * Without that, all jobs that wait to be split after a disturbance are split at once, each with
 * threads of its own on every member, and none gets on. Thread-safe.
 */
public final class Turns {
    private final int most;
    private final Map<String, Turn> waiting = new LinkedHashMap<>();
    private final Map<String, Turn> underWay = new HashMap<>();

    private record Turn(
            String name, Supplier<CompletableFuture<?>> work, CompletableFuture<Object> end) {}

    /**
     * Nothing is under way.
     *
     * @param most at once, at least 1
     */
    public Turns(int most) {
        this.most = most;
    }

    /**
     * Does some work when its turn has come; ends as the work does. Work of the same name that still
     * waits is cancelled.
     */
    public CompletableFuture<?> take(String name, Supplier<CompletableFuture<?>> work) {
        Turn turn = new Turn(name, work, new CompletableFuture<>());
        Turn before;
        synchronized (this) {
            before = waiting.remove(name);
            waiting.put(name, turn);
        }
        end(before);
        next();
        return turn.end;
    }

    /**
     * Cancels work that still waits. What is under way has been cancelled by its own means and may
     * never end: its turn is over.
     */
    public void cancel(String name) {
        Turn turn;
        synchronized (this) {
            turn = waiting.remove(name);
            underWay.remove(name);
        }
        end(turn);
        next();
    }

    private static void end(@Nullable Turn turn) {
        if (turn != null) {
            turn.end.completeExceptionally(new CancellationException("its turn had not come yet"));
        }
    }

    private void next() {
        for (Turn turn : begun()) {
            CompletableFuture<?> work;
            try {
                work = turn.work.get();
            } catch (RuntimeException e) {
                work = CompletableFuture.failedFuture(e);
            }
            var _ = work.whenComplete((result, failure) -> ended(turn, result, failure));
        }
    }

    private synchronized List<Turn> begun() {
        List<Turn> begun = new ArrayList<>();
        Iterator<Turn> next = waiting.values().iterator();
        while (underWay.size() < most && next.hasNext()) {
            Turn turn = next.next();
            // Not beside work of its own name, which ends or is cancelled first.
            if (underWay.putIfAbsent(turn.name, turn) == null) {
                next.remove();
                begun.add(turn);
            }
        }
        return begun;
    }

    private void ended(Turn turn, @Nullable Object result, @Nullable Throwable failure) {
        synchronized (this) {
            underWay.remove(turn.name, turn);
        }
        next();
        if (failure == null) {
            turn.end.complete(result);
        } else {
            turn.end.completeExceptionally(failure);
        }
    }
}
