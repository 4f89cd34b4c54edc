package io.gridmill.simulation;

/**
 * What a grid is given to do.
 *
 * @param liveJobs jobs that are kept going at once; a new one comes when one has ended
 * @param jobs most jobs in all
 * @param tasks tasks of a job: at most so many
 * @param exact whether each job has that very number of tasks
 * @param millis what most tasks take: at most so long
 * @param nasty whether tasks fail, hang and poison, and jobs are cancelled or time out
 * @param graphs whether some jobs are made of steps
 */
public record Load(
        int liveJobs,
        int jobs,
        int tasks,
        boolean exact,
        int millis,
        boolean nasty,
        boolean graphs) {

    /** Without jobs made of steps. */
    public Load(int liveJobs, int jobs, int tasks, boolean exact, int millis, boolean nasty) {
        this(liveJobs, jobs, tasks, exact, millis, nasty, false);
    }
}
