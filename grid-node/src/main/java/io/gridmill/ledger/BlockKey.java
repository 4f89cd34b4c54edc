package io.gridmill.ledger;

/**
 * Which block of which job.
 *
 * @param job id of the job
 * @param number from 0; blocks hold consecutive tasks
 */
public record BlockKey(String job, int number) implements Comparable<BlockKey> {

    @Override
    public int compareTo(BlockKey other) {
        int byJob = job.compareTo(other.job);
        return byJob != 0 ? byJob : Integer.compare(number, other.number);
    }
}
