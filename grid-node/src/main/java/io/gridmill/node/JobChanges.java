package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.cluster.Engine;
import io.gridmill.cluster.Intake;
import io.gridmill.execute.RunnableJob;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to jobs that were accepted: more tasks, the last task, other labels. Thread-safe. */
final class JobChanges {
    private final Engine engine;
    private final Admission admission;
    private final JobQueries queries;
    private final QueueGauge gauge;

    JobChanges(Engine engine, Admission admission, JobQueries queries, QueueGauge gauge) {
        this.engine = engine;
        this.admission = admission;
        this.queries = queries;
        this.gauge = gauge;
    }

    /** See {@link GridOperations}. */
    AddedTasks addTasks(
            String id, List<? extends JsonNode> items, @Nullable String idempotencyKey) {
        JobRecord job = queries.record(id);
        boolean known = idempotencyKey != null && engine.intake().knows(id, idempotencyKey);
        if (!known) {
            admission.checkTakes(job, items.size());
            admission.checkLoad(gauge.load(job.spec().user()));
        }
        List<byte[]> read = admission.addedItems(runnable(job), items);
        Intake.Added added = engine.intake().add(job, read, idempotencyKey);
        return new AddedTasks(added.first(), added.count(), added.total());
    }

    private RunnableJob runnable(JobRecord job) {
        try {
            RunnableJob runnable = engine.runnable(job);
            if (runnable != null) {
                return runnable;
            }
            throw new GridException(
                    ErrorCode.UNKNOWN_TYPE,
                    "This node does not know task type " + job.spec().type());
        } catch (IOException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The input of job " + job.id() + " cannot be read now: " + e.getMessage(),
                    List.of(),
                    e);
        }
    }

    /** See {@link GridOperations}. */
    JobStatus change(String id, JobEdit edit, String user) {
        JobRecord job = queries.record(id);
        admission.checkEdit(job, edit);
        JobEvent change = new JobEvent.Change(user, edit, engine.ledger().now());
        JobRecord after = engine.durable().change(id, change);
        return queries.status(after == null ? job : after);
    }

    /** See {@link GridOperations}. */
    JobStatus close(String id, String user) {
        JobRecord job = queries.record(id);
        if (!job.spec().open()) {
            throw new GridException(
                    ErrorCode.JOB_CLOSED,
                    "Job " + id + " was not submitted with open: true; there is nothing to close");
        }
        JobRecord after =
                engine.durable().change(id, new JobEvent.Close(user, engine.ledger().now()));
        return queries.status(after == null ? job : after);
    }
}
