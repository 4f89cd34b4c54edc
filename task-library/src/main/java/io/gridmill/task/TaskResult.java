package io.gridmill.task;

/**
 * What one task returned.
 *
 * @param task number of the task in its job, from 0
 * @param data its result as {@link TaskType#resultCodec()} wrote it
 */
public record TaskResult(long task, Source data) {}
