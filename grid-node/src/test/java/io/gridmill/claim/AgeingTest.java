package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgeingTest {
    private final Ageing ages = new Ageing();

    @Test
    void oneLevelForEachStepUpToTheHighest() {
        assertThat(ages.level(1)).isEqualTo(1);
        ages.waited(1, Ageing.STEP_MILLIS - 1);
        assertThat(ages.level(1)).isEqualTo(1);
        ages.waited(1, 1);
        assertThat(ages.level(1)).isEqualTo(2);
        ages.waited(1, Long.MAX_VALUE);
        ages.waited(1, -Ageing.STEP_MILLIS);
        assertThat(ages.level(1)).isEqualTo(10);
        ages.waited(10, Long.MAX_VALUE);
        assertThat(ages.level(10)).isEqualTo(10);
        assertThat(ages.level(9)).isEqualTo(9);
    }

    @Test
    void eachClaimTakesAStepAway() {
        ages.waited(1, Long.MAX_VALUE);
        for (int level = 9; level >= 1; level--) {
            assertThat(ages.served(1)).isTrue();
            assertThat(ages.level(1)).isEqualTo(level);
        }
        assertThat(ages.served(1)).isFalse();
        assertThat(ages.level(1)).isEqualTo(1);
    }

    @Test
    void whatDoesNotWaitHasNoAge() {
        ages.waited(3, Long.MAX_VALUE);
        ages.idle(3);
        assertThat(ages.level(3)).isEqualTo(3);
    }
}
