package io.gridmill.node;

/**
 * What became of tasks that were added to an open job.
 *
 * @param first number of the first of them in the job
 * @param count how many were added; their numbers follow the first unless others added meanwhile
 * @param total tasks of the job so far
 */
public record AddedTasks(long first, int count, long total) {}
