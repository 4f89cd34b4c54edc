package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What fails again and again is repeated ever more rarely, up to a limit. */
class StepBackoffTest {
    private final StepBackoff backoff = new StepBackoff();

    @Test
    void waitsDoubleUpToTheMost() {
        long most = StepBackoff.FIRST_MILLIS;
        for (int times = 1; times <= 100; times++) {
            assertThat(backoff.failed("job", 0)).isBetween(most / 2, most);
            most = Math.min(StepBackoff.MOST_MILLIS, most * 2);
        }
    }

    @Test
    void aJobWaitsUntilItsTimeAndOthersDoNot() {
        long millis = backoff.failed("job", Long.MAX_VALUE);
        long end = Long.MAX_VALUE + millis * 1_000_000;
        assertThat(backoff.waits("job", Long.MAX_VALUE)).isTrue();
        assertThat(backoff.waits("job", end - 1)).isTrue();
        assertThat(backoff.waits("job", end)).isFalse();
        assertThat(backoff.waits("other", Long.MAX_VALUE)).isFalse();
    }

    @Test
    void jobsThatFailTogetherAreNotRepeatedTogether() {
        Set<Long> waits =
                IntStream.range(0, 100)
                        .mapToObj(n -> backoff.failed("job-" + n, 0))
                        .collect(Collectors.toSet());
        assertThat(waits).hasSizeGreaterThan(50);
    }

    @Test
    void aStepThatWentWellBeginsAnew() {
        for (int i = 0; i < 10; i++) {
            backoff.failed("job", 0);
        }
        backoff.forget("job");
        assertThat(backoff.waits("job", 0)).isFalse();
        assertThat(backoff.failed("job", 0)).isLessThanOrEqualTo(StepBackoff.FIRST_MILLIS);
    }
}
