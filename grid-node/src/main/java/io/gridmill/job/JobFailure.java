package io.gridmill.job;

/**
 * Why a job failed.
 *
 * @param code an {@link ErrorCode#code()} or a task type's own
 * @param task number of the task that caused it; -1 for none
 */
public record JobFailure(String code, String message, long task) {}
