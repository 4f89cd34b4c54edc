package io.gridmill.task;

import org.jspecify.annotations.Nullable;

/**
 * A task that failed for good in a job that goes on without it.
 *
 * @param task number of the task in its job, from 0
 * @param code why, lower case words joined by hyphens
 * @param message for a person; null where the code says all
 */
public record FailedTask(long task, String code, @Nullable String message) {}
