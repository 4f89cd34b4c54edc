package io.gridmill.node;

import io.gridmill.explain.Reason;
import io.gridmill.report.JobStatus;
import java.util.List;

/**
 * The answer to a submission.
 *
 * @param created false when the idempotency key names a job that was submitted before
 * @param waiting why the job will wait, as far as the node that took it knew at once; a closed list
 *     of codes. Empty where nothing was known to be in the way
 */
public record Submission(JobStatus job, boolean created, List<Reason> waiting) {
    public Submission {
        waiting = List.copyOf(waiting);
    }
}
