package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.RetryPolicy.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a failed task is tried again. */
class RetryPolicyTest {
    private static final double MIDDLE = 0.5;

    private static RetryRule rule(int attempts, double multiplier, String... on) {
        return new RetryRule(
                attempts, Duration.ofSeconds(1), multiplier, Duration.ofSeconds(10), List.of(on));
    }

    private static long delay(RetryRule rule, int failures, double random) {
        Answer answer = RetryPolicy.afterFailure(rule, failures, true, "task-failed", random);
        return ((Answer.Again) answer).delayMillis();
    }

    @Test
    void theWaitGrowsUpToTheLongest() {
        RetryRule rule = rule(100, 2.0);
        assertThat(delay(rule, 1, MIDDLE)).isEqualTo(1_000);
        assertThat(delay(rule, 2, MIDDLE)).isEqualTo(2_000);
        assertThat(delay(rule, 4, MIDDLE)).isEqualTo(8_000);
        assertThat(delay(rule, 5, MIDDLE)).isEqualTo(10_000);
        assertThat(delay(rule(100, 10.0), 99, MIDDLE)).as("no overflow").isEqualTo(10_000);
    }

    @Test
    void theWaitIsSpreadByAFifth() {
        RetryRule rule = rule(3, 1.0);
        assertThat(delay(rule, 1, 0)).isEqualTo(800);
        assertThat(delay(rule, 1, Math.nextDown(1.0))).isEqualTo(1_200);
    }

    @Test
    void theLastAttemptGivesUp() {
        RetryRule rule = rule(3, 2.0);
        assertThat(RetryPolicy.afterFailure(rule, 2, true, "x", MIDDLE))
                .isInstanceOf(Answer.Again.class);
        assertThat(RetryPolicy.afterFailure(rule, 3, true, "x", MIDDLE))
                .isEqualTo(new Answer.GiveUp());
        assertThat(RetryPolicy.afterFailure(rule, 9, true, "x", MIDDLE))
                .isEqualTo(new Answer.GiveUp());
        assertThat(RetryPolicy.afterFailure(rule(1, 2.0), 1, true, "x", MIDDLE))
                .isEqualTo(new Answer.GiveUp());
    }

    @Test
    void theFailureItselfMayForbidIt() {
        assertThat(RetryPolicy.afterFailure(rule(3, 2.0), 1, false, "x", MIDDLE))
                .isEqualTo(new Answer.GiveUp());
    }

    @Test
    void onlyListedCodesAreRetried() {
        RetryRule rule = rule(3, 2.0, "task-timed-out");
        assertThat(RetryPolicy.afterFailure(rule, 1, true, "task-timed-out", MIDDLE))
                .isInstanceOf(Answer.Again.class);
        assertThat(RetryPolicy.afterFailure(rule, 1, true, "task-failed", MIDDLE))
                .isEqualTo(new Answer.GiveUp());
    }
}
