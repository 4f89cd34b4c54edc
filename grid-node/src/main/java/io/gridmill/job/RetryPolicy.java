package io.gridmill.job;

/** Whether and when a failed task runs again. Pure. */
public final class RetryPolicy {
    private static final double JITTER = 0.2;

    private RetryPolicy() {}

    /** The answer to a failed attempt. */
    public sealed interface Answer {
        /** Try again after so many milliseconds. */
        record Again(long delayMillis) implements Answer {}

        /** The task has failed. */
        record GiveUp() implements Answer {}
    }

    /**
     * Decides after a failure.
     *
     * @param failures attempts that failed by their own fault so far, this one included; attempts
     *     lost with their node do not count
     * @param retryable whether the failure itself allows another attempt
     * @param code error code of the failure
     * @param random uniform in [0, 1), spreads the retries of many tasks by up to a fifth either way
     */
    public static Answer afterFailure(
            RetryRule rule, int failures, boolean retryable, String code, double random) {
        boolean listed = rule.on().isEmpty() || rule.on().contains(code);
        if (!retryable || !listed || failures >= rule.maxAttempts()) {
            return new Answer.GiveUp();
        }
        double exact = rule.initialDelay().toMillis() * Math.pow(rule.multiplier(), failures - 1.0);
        double capped = Math.min(exact, (double) rule.maxDelay().toMillis());
        return new Answer.Again(Math.round(capped * (1 + JITTER * (2 * random - 1))));
    }
}
