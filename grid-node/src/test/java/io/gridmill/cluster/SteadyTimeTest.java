package io.gridmill.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.util.Clock;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    private static final long START = 1_700_000_000_000L;
    private static final long HOUR = 3_600_000;
    private static final long STEP = 250;

    @Test
    void withARightWallClockItIsTheSame() {
        assertThat(after(3600, 0)).isEqualTo(START + HOUR);
    }

    @Test
    void aJumpIsApproachedByATenthOfTheTimeThatPasses() {
        assertThat(after(100, HOUR)).isEqualTo(START + 110_000);
        assertThat(after(100, -HOUR)).isEqualTo(START + 90_000);
    }

    @Test
    void inTheEndItMeetsTheWallClock() {
        assertThat(after(36_010, HOUR)).isEqualTo(START + 36_010_000 + HOUR);
        assertThat(after(36_010, -HOUR)).isEqualTo(START + 36_010_000 - HOUR);
    }

    @Test
    void itDoesNotGoBackNorPastTheWallClockWhenNobodyLooksForLong() {
        SteadyTime jumped = SteadyTime.of(0, START).beside(0, START - HOUR);
        long last = START;
        for (long millis = 0; millis < 10_000; millis++) {
            long now = jumped.millis(millis * 1_000_000);
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
        assertThat(last).isEqualTo(START + 9_999 - 100);
    }

    /** An update of Hazelcast that calls its clock something else must be noticed. */
    @Test
    void hazelcastLooksAtIt() throws ReflectiveOperationException {
        Field clock = Clock.class.getDeclaredField("CLOCK");
        clock.setAccessible(true);
        assertThat(clock.get(null)).isInstanceOf(SteadyClock.class);
    }

    /** The time after so many seconds with a wall clock that is off from the first on. */
    private static long after(long seconds, long off) {
        SteadyTime time = SteadyTime.of(0, START);
        for (long millis = 0; millis < seconds * 1000; millis += STEP) {
            long nanos = millis * 1_000_000;
            if (millis == 0 || time.old(nanos)) {
                time = time.beside(nanos, START + millis + off);
            }
        }
        return time.millis(seconds * 1_000_000_000L);
    }
}
