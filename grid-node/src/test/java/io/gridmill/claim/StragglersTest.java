package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.Speculation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a job's slow tasks may run twice, and which are slow. */
class StragglersTest {
    private static final Speculation RULE = new Speculation(true, 2, 0.75, Duration.ofSeconds(1));

    private static Stragglers of(long tasks, long succeeded, long ready, int idle) {
        return new Stragglers(RULE, tasks, succeeded, ready, 4_000, idle);
    }

    @Test
    void mostTasksMustHaveEndedAndSlotsBeIdle() {
        assertThat(of(8, 6, 0, 1).may()).isTrue();
        assertThat(of(8, 5, 0, 1).may()).as("too few have succeeded").isFalse();
        assertThat(of(8, 6, 1, 1).may()).as("others wait").isFalse();
        assertThat(of(8, 6, 0, 0).may()).as("no slot is idle").isFalse();
        assertThat(of(0, 0, 0, 1).may()).as("nothing to compare with").isFalse();
        assertThat(new Stragglers(Speculation.OFF, 8, 8, 0, 1, 1).may()).isFalse();
    }

    @Test
    void slowIsAMultipleOfTheMedianOfEnoughTasks() {
        float[] runTimes = {900, 1_000, 60_000, 1_100, 950};
        assertThat(of(8, 6, 0, 1).slowMillis(runTimes)).isEqualTo(2_000);
    }

    @Test
    void ofFewTasksTheMeanOfTheWholeJobIsTaken() {
        assertThat(of(8, 6, 0, 1).slowMillis(new float[] {10})).isEqualTo(8_000);
    }

    @Test
    void nothingShorterThanTheLeastIsSlow() {
        assertThat(of(8, 6, 0, 1).slowMillis(new float[] {1, 1, 1, 1, 1})).isEqualTo(1_000);
    }
}
