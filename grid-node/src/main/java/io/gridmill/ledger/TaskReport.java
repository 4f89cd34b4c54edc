package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import org.jspecify.annotations.Nullable;

/**
 * What became of one claimed task.
 *
 * @param index of the task in its block
 * @param attempt that the claim was granted for
 * @param start milliseconds since the epoch; 0 when it never started
 * @param runMillis how long its code ran
 */
public record TaskReport(int index, int attempt, Ending ending, long start, float runMillis) {

    /** How it ended on the node that held it. */
    public sealed interface Ending {
        /** It returned a result. */
        record Succeeded(DataRef result) implements Ending {}

        /**
         * It did not.
         *
         * @param outcome FAILED, TIMED_OUT or ABANDONED
         * @param retryable whether the failure itself allows another attempt
         */
        record Failed(
                AttemptOutcome outcome, String code, @Nullable String message, boolean retryable)
                implements Ending {}

        /** It was stopped because its job is stopping. */
        record Cancelled() implements Ending {}

        /** It never started; the node gives it back. */
        record HandedBack() implements Ending {}
    }
}
