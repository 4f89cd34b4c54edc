package io.gridmill.engine;

import io.gridmill.execute.Batch;
import io.gridmill.ledger.BlockKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The claims of this node: asked for, held, or being reported. Thread-safe. */
final class HeldClaims {
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Held> held = new ConcurrentHashMap<>();
    private final AtomicLong suspects = new AtomicLong();

    /**
     * A claim.
     *
     * @param batch null while it is being asked for
     */
    record Held(long number, BlockKey block, @Nullable Batch batch, long sequence, long since) {}

    /** All claims by block, and the highest number that was given out before they were listed. */
    record Listing(long upTo, Map<BlockKey, List<Held>> byBlock) {}

    /** A new claim, about to be asked for. */
    long begin(BlockKey block, long nanoTime) {
        // The number is given out and listed at once, so that a listing never misses it.
        synchronized (this) {
            long number = numbers.incrementAndGet();
            held.put(number, new Held(number, block, null, 0, nanoTime));
            return number;
        }
    }

    /** It was granted. */
    void granted(Batch batch) {
        held.computeIfPresent(
                batch.claim().number(),
                (number, h) -> new Held(number, h.block, batch, h.sequence, h.since));
    }

    /**
     * Whether a new claim may take tasks that may have been the end of a node: one claim of a node
     * at a time may, so that no others come under suspicion with them.
     */
    boolean maySuspects(long number) {
        return suspects.compareAndSet(0, number);
    }

    /** A claim holds no suspects after all. */
    void noSuspects(long number) {
        suspects.compareAndSet(number, 0);
    }

    /** It is over. */
    void end(long number) {
        noSuspects(number);
        held.remove(number);
    }

    /** Raises the sequence of a claim for a renewal. */
    long renew(long number) {
        Held next =
                held.computeIfPresent(
                        number,
                        (_, h) -> new Held(number, h.block, h.batch, h.sequence + 1, h.since));
        return next == null ? 0 : next.sequence;
    }

    /** Lists them. */
    synchronized Listing list() {
        Map<BlockKey, List<Held>> byBlock = new HashMap<>();
        long upTo = numbers.get();
        for (Held claim : held.values()) {
            byBlock.computeIfAbsent(claim.block, _ -> new ArrayList<>()).add(claim);
        }
        return new Listing(upTo, byBlock);
    }
}
