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
 */
public record RetryRule(
        int maxAttempts,
        Duration initialDelay,
        double multiplier,
        Duration maxDelay,
        List<String> on) {
    public RetryRule {
        on = List.copyOf(on);
    }
}
