package io.gridmill.job;

/**
 * Another job that must have ended before a job begins.
 *
 * @param job id of the other job
 * @param on how it must have ended
 */
public record Dependency(String job, On on) {

    /** How a job must have ended for what depends on it. */
    public enum On {
        /** Succeeded. */
        SUCCESS,
        /** Failed, or was cancelled. */
        FAILURE,
        /** Ended at all. */
        ALWAYS
    }
}
