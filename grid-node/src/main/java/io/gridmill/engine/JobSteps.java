package io.gridmill.engine;

import io.gridmill.job.JobRecord;
import java.util.concurrent.CompletableFuture;

/**
 * The steps of a job that take many members or time. All may be repeated, also while an older
 * one still goes on somewhere.
 */
public interface JobSteps {

    /** Writes all blocks of a job and says that it is done, under the epoch in the record. */
    CompletableFuture<?> split(JobRecord job);

    /** Ends the intake of a closing open job for good; gives the number of its tasks. */
    CompletableFuture<Long> seal(JobRecord job);

    /** Puts the partials of a job's blocks together and publishes the answer. */
    CompletableFuture<?> aggregate(JobRecord job);

    /** Ends the step of a job that is under way, if there is one: the job is stopping. */
    void cancel(String job);
}
