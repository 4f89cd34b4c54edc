package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.ClaimId;
import io.gridmill.ledger.LiveClaim;
import org.junit.jupiter.api.Test;

/** A claim is given up when its sequence stands still for longer than a lease. */
class LeaseWatchTest {
    private static final long LEASE = 1_000;
    private static final BlockKey BLOCK = new BlockKey("job", 0);

    private final LeaseWatch watch = new LeaseWatch(LEASE);

    private static LiveClaim claim(long sequence) {
        return new LiveClaim(new ClaimId("a", 1), sequence);
    }

    @Test
    void aClaimThatStandsStillExpiresAfterALease() {
        assertThat(watch.expired(BLOCK, claim(0), 5_000)).isFalse();
        watch.endRound();
        assertThat(watch.expired(BLOCK, claim(0), 6_000)).isFalse();
        watch.endRound();
        assertThat(watch.expired(BLOCK, claim(0), 6_001)).isTrue();
        assertThat(watch.expired(BLOCK, claim(0), 6_002)).as("until it is gone").isTrue();
    }

    @Test
    void aRenewedClaimBeginsANewLease() {
        watch.expired(BLOCK, claim(0), 0);
        watch.endRound();
        assertThat(watch.expired(BLOCK, claim(1), 2_000)).isFalse();
        watch.endRound();
        assertThat(watch.expired(BLOCK, claim(1), 3_001)).isTrue();
    }

    @Test
    void claimsAndBlocksAreWatchedApart() {
        watch.expired(BLOCK, claim(0), 0);
        BlockKey other = new BlockKey("job", 1);
        assertThat(watch.expired(other, claim(0), 2_000)).isFalse();
        LiveClaim ofAnother = new LiveClaim(new ClaimId("b", 1), 0);
        assertThat(watch.expired(BLOCK, ofAnother, 2_000)).isFalse();
        assertThat(watch.expired(BLOCK, claim(0), 2_000)).isTrue();
    }

    @Test
    void whatWasNotSeenInARoundIsForgotten() {
        watch.expired(BLOCK, claim(0), 0);
        watch.endRound();
        watch.endRound();
        assertThat(watch.expired(BLOCK, claim(0), 2_000)).isFalse();
    }

    @Test
    void aClaimThatWasTakenBackAndCameAgainBeginsANewLease() {
        watch.expired(BLOCK, claim(0), 0);
        watch.endRound();
        assertThat(watch.expired(BLOCK, claim(0), 2_000)).isTrue();
        watch.endRound();
        watch.takingBack(BLOCK, claim(0), 2_000);
        assertThat(watch.expired(BLOCK, claim(0), 2_100)).isFalse();
        watch.endRound();
        assertThat(watch.expired(BLOCK, claim(0), 3_101)).isTrue();
    }

    @Test
    void theClockMayWrapAround() {
        assertThat(watch.expired(BLOCK, claim(0), Long.MAX_VALUE - 10)).isFalse();
        assertThat(watch.expired(BLOCK, claim(0), Long.MIN_VALUE + 500)).isFalse();
        assertThat(watch.expired(BLOCK, claim(0), Long.MIN_VALUE + 1_500)).isTrue();
    }
}
