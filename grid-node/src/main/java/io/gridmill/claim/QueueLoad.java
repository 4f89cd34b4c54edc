package io.gridmill.claim;

import io.gridmill.job.JobBrief;
import io.gridmill.job.StepIds;
import java.util.Collection;

/**
 * How full the grid is, as one of its nodes knows: at most a heartbeat old.
 *
 * @param jobs jobs that have not ended
 * @param waitingTasks tasks that wait for a slot
 * @param bytes parameters and inputs of the jobs that have not ended
 * @param parameterBytes their parameters alone
 * @param userJobs jobs of the one user that have not ended
 * @param userTasks their tasks that have not settled
 * @param tasksPerSecond tasks that end in a second; 0 for not known
 */
public record QueueLoad(
        long jobs,
        long waitingTasks,
        long bytes,
        long parameterBytes,
        long userJobs,
        long userTasks,
        double tasksPerSecond) {

    /** The load that live jobs make, with what waits and how fast it is done. */
    public static QueueLoad of(
            Collection<JobBrief> live, String user, long waitingTasks, double tasksPerSecond) {
        long bytes = 0;
        long parameters = 0;
        long userJobs = 0;
        long userTasks = 0;
        long jobs = 0;
        for (JobBrief job : live) {
            // Steps count with the job that they are steps of, and their tasks as its own.
            int one = StepIds.isStep(job.id()) ? 0 : 1;
            jobs += one;
            bytes += job.share().bytes();
            parameters += job.share().parameterBytes();
            if (job.share().user().equals(user)) {
                userJobs += one;
                userTasks += job.share().tasksLeft();
            }
        }
        return new QueueLoad(
                jobs, waitingTasks, bytes, parameters, userJobs, userTasks, tasksPerSecond);
    }
}
