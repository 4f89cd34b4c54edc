package io.gridmill.job;

/** Where a job stands. */
public enum JobState {
    /** Accepted; waits for a start time, for dependencies, or for its driver. */
    PENDING,
    /** Being split; no block exists yet. */
    SPLITTING,
    /** Tasks exist and may run; splitting may still go on. */
    RUNNING,
    /** All tasks have ended; their results are being put together. */
    AGGREGATING,
    /** A stop was asked for; some attempts still run. */
    CANCELLING,
    /** Ended: the result is there. */
    SUCCEEDED,
    /** Ended: the error says why. */
    FAILED,
    /** Ended: stopped on request. */
    CANCELLED;

    /** Whether nothing changes any more within this generation. */
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
