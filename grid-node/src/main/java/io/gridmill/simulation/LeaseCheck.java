package io.gridmill.simulation;

import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.LiveClaim;
import io.gridmill.ledger.TaskBlock;
import java.util.HashMap;
import java.util.Map;

/** Whether claims are taken back too early, by true time. */
final class LeaseCheck {
    /** A lease is 15 s by the clock of who watches, which may be a little fast. */
    private static final long SHORTEST_LEASE = 10 * World.SECOND;

    private final World world;
    private final Checker checker;
    private final Map<Heard, Long> heard = new HashMap<>();

    LeaseCheck(World world, Checker checker) {
        this.world = world;
        this.checker = checker;
    }

    /**
     * A claim whose node was heard of at some time. One that was given back, and is granted once more
     * to a request that was late or came twice, is the same to whoever watches it, and held by nobody.
     */
    private record Heard(BlockKey key, LiveClaim claim) {}

    /** A job was deleted. */
    void forget(String job) {
        heard.keySet().removeIf(claim -> claim.key.job().equals(job));
    }

    /** A block changed: which claims were heard of. */
    void changed(BlockKey key, TaskBlock before, TaskBlock after) {
        if (before.claims().equals(after.claims())) {
            return;
        }
        for (LiveClaim claim : after.claims()) {
            if (claim != null && !before.claims().contains(claim)) {
                heard.putIfAbsent(new Heard(key, claim), world.time());
            }
        }
    }

    /** A claim is taken back when its node has gone, or has not been heard of for a lease. */
    void expired(Node owner, BlockKey key, TaskBlock before, TaskBlock after) {
        for (LiveClaim claim : before.claims()) {
            if (claim == null || after.claims().contains(claim)) {
                continue;
            }
            checker.tally().expiredClaims++;
            // What is granted once more after this has a lease of its own.
            Long since = heard.remove(new Heard(key, claim));
            // Who has just come back was away when it was decided.
            boolean present = owner.view().contains(claim.id().node()) && owner.viewIsSettled();
            long age = since == null ? Long.MAX_VALUE : world.time() - since;
            if (present && age < SHORTEST_LEASE) {
                int index = 0;
                while (!claim.equals(before.claim(index))) {
                    index++;
                }
                checker.fail(
                        4,
                        "the lease of " + claim.id() + " ran out after " + age / 1_000 + " ms",
                        key,
                        after,
                        index);
            }
        }
    }
}
