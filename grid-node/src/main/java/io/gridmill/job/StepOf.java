package io.gridmill.job;

/**
 * Of which job a job is a step.
 *
 * @param job id of the job with the steps
 * @param name name of the step there
 */
public record StepOf(String job, String name) {}
