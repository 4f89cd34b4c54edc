package io.gridmill.engine;

import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;

/** What is next for a job, as its driver sees it. */
enum JobStep {
    /** Stop its blocks; end it when nothing of it runs any more. */
    STOP,
    /** Begin it, wait on, or give it up, as its conditions say. */
    BEGIN,
    /** Fail it: its time is over. */
    TIME_OUT,
    /** Fail it if no task of it has started: the time for that is over. */
    CHECK_QUEUE,
    /** Begin, end or skip its steps; it has steps in place of tasks. */
    ADVANCE,
    /** Open its blocks of older generations again. */
    REOPEN,
    /** Write its blocks. */
    SPLIT,
    /** Say that all blocks have settled. */
    START_AGGREGATE,
    /** Make the answer of the partials. */
    AGGREGATE,
    /** Nothing: its tasks run. */
    WAIT;

    /** The step for a live job at a time, milliseconds since the epoch. */
    static JobStep of(JobRecord job, long now) {
        if (job.progress().reopening()) {
            // Also when it is to stop: a block that is opened again later would not hear of that.
            return REOPEN;
        }
        if (job.progress().stopping()) {
            return STOP;
        }
        if (job.state() == JobState.PENDING) {
            return BEGIN;
        }
        if (now > job.deadline()) {
            return TIME_OUT;
        }
        if (job.spec().graph() != null) {
            return ADVANCE;
        }
        return queuedTooLong(job, now) ? CHECK_QUEUE : working(job);
    }

    /** Whether the job must have started a task by now; whether it has, only its blocks know. */
    private static boolean queuedTooLong(JobRecord job, long now) {
        long timeout = job.spec().conditions().queueTimeoutMillis();
        return timeout > 0
                && job.state() == JobState.RUNNING
                && now > job.progress().started() + timeout
                && job.settled().isEmpty();
    }

    /** The step for a job that goes on, whatever the time is. */
    static JobStep working(JobRecord job) {
        if (!job.progress().splitDone()) {
            return SPLIT;
        }
        if (job.state() == JobState.RUNNING && job.allSettled()) {
            return START_AGGREGATE;
        }
        return job.state() == JobState.AGGREGATING ? AGGREGATE : WAIT;
    }
}
