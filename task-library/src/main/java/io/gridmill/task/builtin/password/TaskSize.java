package io.gridmill.task.builtin.password;

/** How much work a task gets: long against the cost of a task, short against a user's patience. */
final class TaskSize {
    /** Run time that tasks are made for, in microseconds. */
    static final double MICROS = 250_000;

    /** Shorter tasks are not made just to have more of them. */
    private static final double LEAST_MICROS = 10_000;

    /** A small input is divided into this many where it can, so that there is work for all. */
    private static final int TASKS_OF_SMALL_INPUT = 64;

    /** Run time after which a task looks whether to stop, in microseconds. */
    private static final double MICROS_PER_LOOK = 1000;

    private static final int MOST_LINES_PER_LOOK = 4096;

    private TaskSize() {}

    /**
     * Bytes of input for a task, enough for one line of average length.
     *
     * @param size bytes of the input
     * @param averageLine bytes of a line with its end
     * @param microsPerLine run time for one line
     * @param most bytes at most, a bound for what a task holds in memory
     */
    static long bytes(long size, double averageLine, double microsPerLine, long most) {
        double full = averageLine * Math.max(1, MICROS / microsPerLine);
        double least = averageLine * Math.max(1, LEAST_MICROS / microsPerLine);
        double share = Math.max(least, (double) size / TASKS_OF_SMALL_INPUT);
        return (long) Math.ceil(Math.min(Math.min(full, share), (double) most));
    }

    /** Lines after which to look whether to stop. */
    static int linesPerLook(double microsPerLine) {
        return (int) Math.clamp(MICROS_PER_LOOK / microsPerLine, 1, MOST_LINES_PER_LOOK);
    }
}
