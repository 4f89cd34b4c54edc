package io.gridmill.claim;

import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.LiveClaim;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds claims that nobody renews: the same sequence seen for longer than a lease, by the observer's
 * own monotonic time. Knows no clock and no claim's own times, so skew between nodes does no harm.
 * Not thread-safe.
 */
public final class LeaseWatch {
    private final long leaseNanos;
    private final Map<Watched, Long> firstSeen = new HashMap<>();
    private Set<Watched> seenThisRound = new HashSet<>();

    /**
     * A watch that has seen nothing yet.
     *
     * @param leaseNanos how long a claim may stand still
     */
    public LeaseWatch(long leaseNanos) {
        this.leaseNanos = leaseNanos;
    }

    private record Watched(BlockKey block, LiveClaim claim) {}

    /** Sees a claim; true when it has stood still for longer than a lease. */
    public boolean expired(BlockKey block, LiveClaim claim, long nanoTime) {
        Watched watched = new Watched(block, claim);
        seenThisRound.add(watched);
        Long first = firstSeen.putIfAbsent(watched, nanoTime);
        return first != null && nanoTime - first > leaseNanos;
    }

    /**
     * A claim is about to be taken back: should it come again, by a late message that may be faster
     * than the answer, it has a lease of its own. So it has where the answer is lost: whether it
     * stands for what was not taken back, or for what came again, cannot be told.
     */
    public void takingBack(BlockKey block, LiveClaim claim, long nanoTime) {
        firstSeen.put(new Watched(block, claim), nanoTime);
    }

    /** Ends a round over all claims: forgets those that were not seen in it. */
    public void endRound() {
        firstSeen.keySet().retainAll(seenThisRound);
        seenThisRound = new HashSet<>();
    }
}
