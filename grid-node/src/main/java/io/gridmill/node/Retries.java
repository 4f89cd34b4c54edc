package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.StepOf;
import io.gridmill.report.JobStatus;

/** Runs again what did not succeed of an ended job. */
final class Retries {
    private Retries() {}

    /** Opens the job's next generation, or says why not. */
    static JobStatus retry(Engine engine, JobQueries queries, String id, String user) {
        JobRecord job = queries.record(id);
        StepOf step = job.spec().parent();
        if (step != null) {
            throw new GridException(
                    ErrorCode.STEP_OF_JOB,
                    "Job "
                            + id
                            + " is step "
                            + step.name()
                            + " of job "
                            + step.job()
                            + "; retry that: it keeps what succeeded");
        }
        int generation = job.progress().generation();
        JobEvent retry = new JobEvent.Retry(user, generation, engine.ledger().now());
        JobRecord after = job.retryable() ? engine.durable().change(id, retry) : null;
        if (after == null || after.progress().generation() == generation) {
            throw new GridException(
                    ErrorCode.NOTHING_TO_RETRY,
                    "Job "
                            + id
                            + " is "
                            + job.state()
                            + (job.state().ended()
                                    ? " and no task of it is left to run again"
                                    : ": it can be retried when it has ended"));
        }
        engine.dropResult(job);
        return queries.status(after);
    }
}
