package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FairShareTest {
    @Test
    void whoUsesSlotsAllTheTimeComesToAsMany() {
        RecentUse use = new RecentUse();
        for (long now = 1_000; now <= 120_000; now += 100) {
            use.add("ann", 300, now);
            use.add("bob", 50, now);
        }
        assertThat(use.now(120_000).get("ann")).isCloseTo(3, within(0.1));
        assertThat(use.now(120_000).get("bob")).isCloseTo(0.5, within(0.1));
        assertThat(use.now(130_000).get("ann")).isCloseTo(1.5, within(0.1));
        assertThat(use.now(600_000)).isEmpty();
    }

    @Test
    void aClockThatGoesBackForgetsNothing() {
        RecentUse use = new RecentUse();
        use.add("ann", 10_000, 50_000);
        double before = use.now(50_000).getOrDefault("ann", 0.0);
        assertThat(use.now(20_000)).containsEntry("ann", before);
    }

    @Test
    void behindIsWhoHasLessThanHalfOfTheAverage() {
        Map<String, Double> use = Map.of("ann", 3.0, "bob", 0.5);
        assertThat(FairShare.behind("bob", use)).isTrue();
        assertThat(FairShare.behind("ann", use)).isFalse();
        assertThat(FairShare.behind("carl", use)).isTrue();
        assertThat(FairShare.behind("ann", Map.of("ann", 3.0))).isFalse();
        assertThat(FairShare.behind("ann", Map.of())).isFalse();
    }
}
