package io.gridmill.execute;

import static io.gridmill.execute.StopPlan.Step.ABANDON;
import static io.gridmill.execute.StopPlan.Step.INTERRUPT;
import static io.gridmill.execute.StopPlan.Step.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Told, interrupted after a second, left behind after the grace. */
class StopPlanTest {
    private static final long GRACE = 10_000;

    @Test
    void codeIsToldThenInterruptedThenLeftBehind() {
        assertThat(StopPlan.next(0, false, GRACE)).isEqualTo(WAIT);
        assertThat(StopPlan.next(999, false, GRACE)).isEqualTo(WAIT);
        assertThat(StopPlan.next(1_000, false, GRACE)).isEqualTo(INTERRUPT);
        assertThat(StopPlan.next(1_000, true, GRACE)).isEqualTo(WAIT);
        assertThat(StopPlan.next(10_999, true, GRACE)).isEqualTo(WAIT);
        assertThat(StopPlan.next(11_000, true, GRACE)).isEqualTo(ABANDON);
    }

    @Test
    void nothingIsLeftBehindThatWasNotInterrupted() {
        assertThat(StopPlan.next(Long.MAX_VALUE, false, GRACE)).isEqualTo(INTERRUPT);
    }

    @Test
    void withoutGraceTheInterruptIsTheLastWord() {
        assertThat(StopPlan.next(1_000, false, 0)).isEqualTo(INTERRUPT);
        assertThat(StopPlan.next(1_000, true, 0)).isEqualTo(ABANDON);
    }
}
