package io.gridmill.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many ended jobs are kept, also when their results would live longer. Pure.
 *
 * @param mostJobs jobs and steps
 * @param mostBytes of their parameters
 */
public record Retention(int mostJobs, long mostBytes) {

    /** Those that are to go so that the others are within the limits; the oldest first. */
    public List<JobRecord> surplus(List<JobRecord> ended) {
        long jobs = 0;
        long bytes = 0;
        for (JobRecord job : ended) {
            jobs += carriers(job);
            bytes += bytes(job);
        }
        if (jobs <= mostJobs && bytes <= mostBytes) {
            return List.of();
        }
        List<JobRecord> byAge = new ArrayList<>(ended);
        byAge.sort(Comparator.comparingLong(job -> job.progress().ended()));
        List<JobRecord> surplus = new ArrayList<>();
        for (JobRecord job : byAge) {
            if (jobs <= mostJobs && bytes <= mostBytes) {
                break;
            }
            jobs -= carriers(job);
            bytes -= bytes(job);
            surplus.add(job);
        }
        return surplus;
    }

    /** Each step counts as the job that carries it. */
    private static int carriers(JobRecord job) {
        return 1 + job.steps().size();
    }

    private static long bytes(JobRecord job) {
        JobSpec spec = job.spec();
        long own = spec.parameters().length();
        // A step's own job has those of the step once more.
        return own + 2 * (spec.parameterBytes() - own);
    }
}
