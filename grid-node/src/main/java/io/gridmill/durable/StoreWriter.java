package io.gridmill.durable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes moments with one thread, as many in a transaction as have come while the last one was
 * written. What cannot be written is tried again until it is, in the order it came; who waits no
 * longer is passed over. Says once that the store is gone and once that it is back. Thread-safe.
 */
public final class StoreWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);

    /** Moments that may wait; more are refused, and come again with the next sweep. */
    public static final int MOST_WAITING = 20_000;

    private static final int MOST_AT_ONCE = 1_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LAST_PAUSE_MILLIS = 2_000;

    private static final Moment PROBE = new Moment.Undocumented("", "");

    private final DurableStore store;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile @Nullable String trouble;
    private volatile boolean closed;

    private record Waiting(Moment moment, CompletableFuture<Boolean> written) {}

    /** Starts writing to a store, which is closed with this. */
    public StoreWriter(DurableStore store) {
        this.store = store;
        this.thread = Thread.ofPlatform().daemon().name("gridmill-store").unstarted(this::run);
        thread.start();
    }

    /**
     * Writes a moment soon. Does not wait.
     *
     * @return completes on the writer's own thread, with whether something changed, when it
     *     survives the loss of power; continue with an executor of your own. Fails when it cannot
     *     ever be written, when too much waits, and when this is closed; cancelling it takes it
     *     back where it is not written yet
     */
    public CompletableFuture<Boolean> write(Moment moment) {
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        if (closed) {
            written.completeExceptionally(new CancellationException("The node stops"));
        } else if (!queue.offer(new Waiting(moment, written))) {
            written.completeExceptionally(
                    new IllegalStateException(
                            MOST_WAITING + " changes wait for the store already"));
        }
        return written;
    }

    /** What is wrong with the store; null when it works, as far as is known. */
    public @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        while (!closed) {
            try {
                batch.add(trouble == null ? queue.take() : nextOrProbe());
                queue.drainTo(batch, MOST_AT_ONCE - 1);
                writeAll(batch);
            } catch (InterruptedException _) {
                // Closed: the loop's condition knows.
            } finally {
                batch.forEach(left -> left.written.cancel(false));
                batch.clear();
            }
        }
    }

    /** Who is refused while the store is gone brings nothing to try it with. */
    private Waiting nextOrProbe() throws InterruptedException {
        Waiting next = queue.poll(LAST_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return next == null ? new Waiting(PROBE, new CompletableFuture<>()) : next;
    }

    private void writeAll(List<Waiting> batch) throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
            batch.removeIf(waiting -> waiting.written.isDone());
            if (batch.isEmpty() || writeOnce(batch)) {
                return;
            }
            Thread.sleep(Duration.ofMillis(pause));
            pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        }
    }

    /** Whether nothing of it is left to write. */
    private boolean writeOnce(List<Waiting> batch) {
        try {
            List<Boolean> changed = store.write(batch.stream().map(Waiting::moment).toList());
            works();
            for (int i = 0; i < changed.size(); i++) {
                batch.get(i).written.complete(changed.get(i));
            }
            return true;
        } catch (StoreException e) {
            if (e.passing()) {
                fails(e);
                return false;
            }
            return refused(batch, e);
        } catch (RuntimeException e) {
            return refused(batch, e);
        }
    }

    /** One of them can never be written: found by writing each alone. */
    private boolean refused(List<Waiting> batch, Exception e) {
        if (batch.size() == 1) {
            LOG.error("This cannot be written to the store and is given up: {}", batch, e);
            batch.getFirst().written.completeExceptionally(e);
            return true;
        }
        for (Waiting one : batch) {
            if (!one.written.isDone() && !writeOnce(new ArrayList<>(List.of(one)))) {
                return false;
            }
        }
        return true;
    }

    private void fails(StoreException e) {
        if (trouble == null && !closed) {
            LOG.error(
                    "{}. Jobs are refused and results are held back until it is back",
                    e.getMessage());
        }
        trouble = e.getMessage();
    }

    private void works() {
        if (trouble != null) {
            LOG.info("The store is back; what waited is written");
            trouble = null;
        }
    }

    /** Writes what waits, for so long at most; then nothing more. */
    public void finish(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        CompletableFuture<Boolean> last = write(PROBE);
        try {
            last.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            LOG.debug("Not all could be written before the end", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        queue.forEach(waiting -> waiting.written.cancel(false));
        store.close();
    }
}
