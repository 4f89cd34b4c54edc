package io.gridmill.job;

/**
 * How a job's tasks are laid out in blocks; decided once, at admission, because a repeated split must
 * write the same blocks.
 *
 * @param tasks number of tasks; -1 when it is known only after splitting
 * @param blockSize tasks in each block but the last
 */
public record BlockPlan(long tasks, int blockSize) {

    /** Number of tasks is known only after splitting. */
    public static final long UNKNOWN = -1;

    /** Whether the number of tasks is known. */
    public boolean known() {
        return tasks != UNKNOWN;
    }

    /** Number of blocks; -1 when it is not known. */
    public int blocks() {
        return known() ? blocks(tasks) : -1;
    }

    /** Number of blocks for so many tasks. */
    public int blocks(long count) {
        return Math.toIntExact((count + blockSize - 1) / blockSize);
    }

    /** Number of the first task of a block. */
    public long first(int block) {
        return (long) block * blockSize;
    }
}
