package io.gridmill.engine;

import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;

/** What is next for a job, as its driver sees it. */
enum JobStep {
    /** Stop its blocks; end it when nothing of it runs any more. */
    STOP,
    /** Fail it: its time is over. */
    TIME_OUT,
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
        if (job.progress().stopping()) {
            return STOP;
        }
        if (now > job.deadline()) {
            return TIME_OUT;
        }
        if (!job.progress().splitDone()) {
            return SPLIT;
        }
        if (job.state() == JobState.RUNNING && job.allSettled()) {
            return START_AGGREGATE;
        }
        return job.state() == JobState.AGGREGATING ? AGGREGATE : WAIT;
    }
}
