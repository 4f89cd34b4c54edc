package io.gridmill.job;

import java.time.Duration;
import java.util.List;

/**
 * When a failed task is tried again.
 *
 * @param maxAttempts attempts in all, 1 (no retry) to 100
 * @param initialDelay wait before the second attempt
 * @param multiplier growth of the wait per attempt, 1.0 to 10.0
 * @param maxDelay longest wait
 * @param on error codes that are retried; empty means all that may be
 * @param onLoss what is made of tasks that were lost with their node
 */
public record RetryRule(
        int maxAttempts,
        Duration initialDelay,
        double multiplier,
        Duration maxDelay,
        List<String> on,
        LossRule onLoss) {
    public RetryRule {
        on = List.copyOf(on);
    }

    /** A rule for failures, with the usual one for losses. */
    public RetryRule(
            int maxAttempts,
            Duration initialDelay,
            double multiplier,
            Duration maxDelay,
            List<String> on) {
        this(maxAttempts, initialDelay, multiplier, maxDelay, on, LossRule.DEFAULT);
    }

    /** The same for failures, with another rule for losses. */
    public RetryRule with(LossRule other) {
        return new RetryRule(maxAttempts, initialDelay, multiplier, maxDelay, on, other);
    }

    /** No second attempt for anything. */
    public RetryRule never() {
        LossRule lost = new LossRule(false, onLoss.poisonNodes());
        return new RetryRule(1, initialDelay, multiplier, maxDelay, on, lost);
    }
}
