package io.gridmill.ledger;

import org.jspecify.annotations.Nullable;

/**
 * An attempt that ended without its result being accepted.
 *
 * @param index of the task in its block
 * @param attempt from 1
 * @param node id of the node that ran it
 * @param start milliseconds since the epoch; 0 when not known
 * @param runMillis how long its code ran; 0 when not known
 * @param code error code, null where the outcome says all
 * @param message for a person, at most {@link #MAX_MESSAGE} characters
 * @param generation of the block when it ended
 * @param suspects how many tasks may have been the end of its node, this one included; 0 when it is
 *     not one of them
 */
public record PastAttempt(
        int index,
        int attempt,
        String node,
        long start,
        float runMillis,
        AttemptOutcome outcome,
        @Nullable String code,
        @Nullable String message,
        int generation,
        int suspects) {
    /** Longest message that is kept, in characters. */
    public static final int MAX_MESSAGE = 500;

    /** Whether it counts against the task's attempts: losing a node is not the task's fault. */
    public boolean countsAsFailure() {
        return outcome == AttemptOutcome.FAILED
                || outcome == AttemptOutcome.TIMED_OUT
                || outcome == AttemptOutcome.ABANDONED;
    }
}
