package io.gridmill.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TaskLoadTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void followsAsAMachinesLoadAverageDoes() {
        TaskLoad load = new TaskLoad();
        double average = 0;
        for (int second = 0; second <= 60; second++) {
            average = load.add(4, second * SECOND);
        }
        assertThat(average).isCloseTo(4 * (1 - Math.exp(-1)), within(0.01));
        assertThat(load.add(0, 120 * SECOND)).isCloseTo(average * Math.exp(-1), within(0.01));
    }

    @Test
    void noWorkForLongEnoughIsIdle() {
        IdleWatch watch = new IdleWatch(5 * SECOND);
        assertThat(watch.look(false, 0)).isFalse();
        assertThat(watch.look(false, 4 * SECOND)).isFalse();
        assertThat(watch.look(true, 5 * SECOND)).isFalse();
        assertThat(watch.look(false, 6 * SECOND)).isFalse();
        assertThat(watch.look(false, 11 * SECOND)).isTrue();
    }
}
