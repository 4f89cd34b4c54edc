package io.gridmill.claim;

/**
 * How much may wait for one user, and how large it may be for all.
 *
 * @param maxJobsPerUser {@code queue.maxJobsPerUser}: jobs of one user that have not ended
 * @param maxTasksPerUser {@code queue.maxTasksPerUser}: their tasks that have not settled
 * @param maxWaitingBytes {@code queue.maxWaitingBytes}: parameters and inputs of all jobs that have
 *     not ended
 * @param maxParameterBytes {@code queue.maxParameterBytes}: the parameters alone, which are in
 *     memory while inputs are on disk
 */
public record QueueLimits(
        int maxJobsPerUser, long maxTasksPerUser, long maxWaitingBytes, long maxParameterBytes) {
    public QueueLimits {
        if (maxJobsPerUser < 1
                || maxTasksPerUser < 1
                || maxWaitingBytes < 1
                || maxParameterBytes < 1) {
            throw new IllegalArgumentException(
                    "queue.maxJobsPerUser, queue.maxTasksPerUser, queue.maxWaitingBytes and"
                            + " queue.maxParameterBytes must be 1 or more");
        }
    }

    /** As much for one user as for all; 256 GiB, and 256 MiB of parameters. */
    public static QueueLimits defaults() {
        return new QueueLimits(1_000, 20_000_000L, 256L << 30, 256L << 20);
    }
}
