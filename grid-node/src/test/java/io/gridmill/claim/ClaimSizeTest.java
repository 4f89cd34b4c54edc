package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How many tasks one claim takes. */
class ClaimSizeTest {
    private static final long MANY = 1_000_000;

    @Test
    void anUnknownTypeIsTriedWithOneTask() {
        assertThat(ClaimSize.of(-1, MANY, 4)).isEqualTo(1);
    }

    @Test
    void aClaimIsAbout20MillisecondsOfWork() {
        assertThat(ClaimSize.of(1, MANY, 4)).isEqualTo(20);
        assertThat(ClaimSize.of(5, MANY, 4)).isEqualTo(4);
        assertThat(ClaimSize.of(10.4, MANY, 4)).as("the nearest number").isEqualTo(2);
        assertThat(ClaimSize.of(20, MANY, 4)).isEqualTo(1);
        assertThat(ClaimSize.of(3_600_000, MANY, 4)).isEqualTo(1);
    }

    @Test
    void noClaimTakesMoreThanTheMost() {
        assertThat(ClaimSize.of(0, MANY, 4)).isEqualTo(ClaimSize.MAX);
        assertThat(ClaimSize.of(0.001, Long.MAX_VALUE, 1)).isEqualTo(ClaimSize.MAX);
    }

    @Test
    void theLastTasksAreSharedByAllSlots() {
        assertThat(ClaimSize.of(0.01, 64, 4)).isEqualTo(8);
        assertThat(ClaimSize.of(0.01, 8, 4)).isEqualTo(1);
        assertThat(ClaimSize.of(0.01, 0, 4)).isEqualTo(1);
        assertThat(ClaimSize.of(0.01, 8, 0)).as("no slots known yet").isEqualTo(4);
    }

    @Test
    void onlyBatchesOfShortTasksAreClaimedAhead() {
        assertThat(ClaimSize.batches(-1)).as("nothing known").isEqualTo(1);
        assertThat(ClaimSize.batches(0.01)).isEqualTo(3);
        assertThat(ClaimSize.batches(10)).isEqualTo(2);
        assertThat(ClaimSize.batches(200)).isEqualTo(1);
    }

    @Test
    void nearTheEndNothingIsClaimedAhead() {
        assertThat(ClaimSize.ahead(MANY, 4)).isTrue();
        assertThat(ClaimSize.ahead(8, 4)).isTrue();
        assertThat(ClaimSize.ahead(7, 4)).isFalse();
    }

    @Test
    void anyAnswerIsWithinBounds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            double millis = random.nextDouble(-1, 1 << random.nextInt(20));
            long ready = random.nextLong(0, 1L << random.nextInt(1, 50));
            int slots = random.nextInt(200);
            int size = ClaimSize.of(millis, ready, slots);
            assertThat(size).isBetween(1, ClaimSize.MAX);
            assertThat(ClaimSize.of(millis, ready * 2, slots)).isGreaterThanOrEqualTo(size);
        }
    }
}
