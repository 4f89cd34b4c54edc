package io.gridmill.job;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of retries; what it leaves open is as it is usual where the job is accepted.
 *
 * @param maxAttempts null where the job does not say, as with the others
 * @param on error codes that are retried; empty means all that may be
 */
public record RetryRequest(
        @Nullable Integer maxAttempts,
        @Nullable Duration initialDelay,
        @Nullable Double multiplier,
        @Nullable Duration maxDelay,
        List<String> on) {
    public RetryRequest {
        on = List.copyOf(on);
    }

    /** All of a rule. */
    static RetryRequest of(RetryRule rule) {
        return new RetryRequest(
                rule.maxAttempts(),
                rule.initialDelay(),
                rule.multiplier(),
                rule.maxDelay(),
                rule.on());
    }

    /** Completed by a usual rule; where half of the two waits is given, the other half gives way. */
    public RetryRule over(RetryRule usual) {
        Duration first = initialDelay == null ? min(usual.initialDelay(), maxDelay) : initialDelay;
        Duration longest = maxDelay == null ? max(usual.maxDelay(), initialDelay) : maxDelay;
        return new RetryRule(
                maxAttempts == null ? usual.maxAttempts() : maxAttempts,
                first,
                multiplier == null ? usual.multiplier() : multiplier,
                longest,
                on,
                usual.onLoss());
    }

    private static Duration min(Duration a, @Nullable Duration b) {
        return b != null && b.compareTo(a) < 0 ? b : a;
    }

    private static Duration max(Duration a, @Nullable Duration b) {
        return b != null && b.compareTo(a) > 0 ? b : a;
    }
}
