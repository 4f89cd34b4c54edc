package io.gridmill.node;

import io.gridmill.report.JobStatus;

/**
 * The answer to a submission.
 *
 * @param created false when the idempotency key names a job that was submitted before
 */
public record Submission(JobStatus job, boolean created) {}
