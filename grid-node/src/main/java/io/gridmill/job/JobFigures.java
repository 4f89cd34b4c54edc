package io.gridmill.job;

/**
 * Figures over the tasks of a job.
 *
 * @param counts tasks by state code
 * @param attempts attempts that were accepted, ended otherwise, or run
 * @param retried attempts that failed by their own fault
 * @param lost attempts lost with their node
 * @param late results that were ignored
 * @param runMillis run time of the accepted attempts, summed
 */
@SuppressWarnings("ArrayRecordComponent")
public record JobFigures(
        long[] counts, long attempts, long retried, long lost, long late, double runMillis) {

    /** Both together. */
    public JobFigures plus(JobFigures other) {
        long[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new JobFigures(
                sum,
                attempts + other.attempts,
                retried + other.retried,
                lost + other.lost,
                late + other.late,
                runMillis + other.runMillis);
    }
}
