package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgeingTest {
    @Test
    void oneLevelForEachStepUpToTheHighest() {
        assertThat(Ageing.level(1, 0)).isEqualTo(1);
        assertThat(Ageing.level(1, 1_999)).isEqualTo(1);
        assertThat(Ageing.level(1, 2_000)).isEqualTo(2);
        assertThat(Ageing.level(1, 18_000)).isEqualTo(10);
        assertThat(Ageing.level(1, Long.MAX_VALUE)).isEqualTo(10);
        assertThat(Ageing.level(10, 3_600_000)).isEqualTo(10);
        assertThat(Ageing.level(5, -5_000)).isEqualTo(5);
    }

    @Test
    void neverFallsWithWaitingAndNeverTurnsPrioritiesRound() {
        for (long waited = 0; waited < 30_000; waited += 500) {
            for (int priority = 1; priority <= 10; priority++) {
                int level = Ageing.level(priority, waited);
                assertThat(level).isBetween(priority, 10);
                assertThat(Ageing.level(priority, waited + 500)).isGreaterThanOrEqualTo(level);
                assertThat(Ageing.level(Math.min(10, priority + 1), waited))
                        .isGreaterThanOrEqualTo(level);
            }
        }
    }
}
