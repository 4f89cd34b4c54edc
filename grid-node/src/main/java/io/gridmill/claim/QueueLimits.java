package io.gridmill.claim;

/**
 * How much may wait for one user, and how large it may be for all.
 *
 * @param maxJobsPerUser {@code queue.maxJobsPerUser}: jobs of one user that have not ended
 * @param maxTasksPerUser {@code queue.maxTasksPerUser}: their tasks that have not settled
 * @param maxWaitingBytes {@code queue.maxWaitingBytes}: parameters and inputs of all jobs that have
 *     not ended
 */
public record QueueLimits(int maxJobsPerUser, long maxTasksPerUser, long maxWaitingBytes) {
    public QueueLimits {
        if (maxJobsPerUser < 1 || maxTasksPerUser < 1 || maxWaitingBytes < 1) {
            throw new IllegalArgumentException(
                    "queue.maxJobsPerUser, queue.maxTasksPerUser and queue.maxWaitingBytes must be"
                            + " 1 or more");
        }
    }

    /** As much for one user as for all; 256 GiB. */
    public static QueueLimits defaults() {
        return new QueueLimits(1_000, 20_000_000L, 256L << 30);
    }
}
