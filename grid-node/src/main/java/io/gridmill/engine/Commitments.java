package io.gridmill.engine;

import io.gridmill.claim.RecentUse;
import io.gridmill.job.Needs;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the claims of this node have taken of its resources, at which level each was granted, and who
 * has had its slots. Thread-safe.
 */
final class Commitments {
    private final Map<String, Long> declared;
    private final Map<Long, Commitment> claims = new HashMap<>();
    private final Map<String, Long> used = new TreeMap<>();
    private final RecentUse recent = new RecentUse();
    private long slots;

    private record Commitment(int level, Needs needs) {}

    /**
     * Nothing is taken.
     *
     * @param declared amounts that the node has, in thousandths
     */
    Commitments(Map<String, Long> declared) {
        this.declared = declared;
    }

    /** Amounts that the node has; as many processors as slots where its owner says nothing. */
    synchronized Map<String, Long> resources() {
        Map<String, Long> all = new TreeMap<>(declared);
        all.putIfAbsent("cpu", slots * 1_000);
        return all;
    }

    /** The node runs so many tasks at once. */
    synchronized void slots(int count) {
        slots = count;
    }

    /** Amounts in use; a copy. */
    synchronized Map<String, Long> used() {
        return new TreeMap<>(used);
    }

    /** Whether so much is left. */
    synchronized boolean fits(Needs needs) {
        for (Map.Entry<String, Long> need : needs.resources().entrySet()) {
            Long has = declared.get(need.getKey());
            if (has == null) {
                has = need.getKey().equals("cpu") ? slots * 1_000 : 0;
            }
            if (has - used.getOrDefault(need.getKey(), 0L) < need.getValue()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes for a claim what one of its tasks needs, since they run one after another.
     *
     * @param level at which it is granted, 1 to 10
     * @return false when so much is not left; then nothing is taken
     */
    synchronized boolean take(long claim, int level, Needs needs) {
        if (!fits(needs)) {
            return false;
        }
        claims.put(claim, new Commitment(level, needs));
        needs.resources().forEach((name, amount) -> used.merge(name, amount, Long::sum));
        return true;
    }

    /** A claim is over; whether it had taken any resource. May be repeated. */
    synchronized boolean release(long claim) {
        Commitment over = claims.remove(claim);
        if (over == null) {
            return false;
        }
        over.needs.resources().forEach(this::giveBack);
        return !over.needs.resources().isEmpty();
    }

    private void giveBack(String name, long amount) {
        long left = used.getOrDefault(name, 0L) - amount;
        if (left > 0) {
            used.put(name, left);
        } else {
            used.remove(name);
        }
    }

    /** At which level a claim was granted; 0 where it is not known. */
    synchronized int level(long claim) {
        Commitment held = claims.get(claim);
        return held == null ? 0 : held.level;
    }

    /** Tasks of a user ran here for so long together. */
    synchronized void ran(String user, double millis, long nowMillis) {
        recent.add(user, millis, nowMillis);
    }

    /** Slots that users had here of late. */
    synchronized Map<String, Double> recent(long nowMillis) {
        return recent.now(nowMillis);
    }
}
