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
import io.gridmill.job.StepOf;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to jobs that were accepted: more tasks, the last task, other labels. Thread-safe. */
final class JobChanges {
    private final Engine engine;
    private final Admission admission;
    private final TaskAdmission tasks;
    private final JobQueries queries;
    private final QueueGauge gauge;

    JobChanges(
            Engine engine,
            Admission admission,
            TaskAdmission tasks,
            JobQueries queries,
            QueueGauge gauge) {
        this.engine = engine;
        this.admission = admission;
        this.tasks = tasks;
        this.queries = queries;
        this.gauge = gauge;
    }

    /** See {@link GridOperations}. */
    AddedTasks addTasks(
            String id, List<? extends JsonNode> items, @Nullable String idempotencyKey) {
        JobRecord job = queries.record(id);
        boolean known = idempotencyKey != null && engine.intake().knows(id, idempotencyKey);
        if (!known) {
            tasks.checkTakes(job, items.size());
            admission.checkLoad(gauge.load(job.spec().user()));
        }
        List<byte[]> read = tasks.addedItems(runnable(job), items);
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
        JobRecord applied = engine.durable().change(id, change);
        JobRecord after = applied == null ? job : applied;
        new StepChanges(engine).change(after, edit, user);
        return queries.status(after);
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

    /** See {@link GridOperations}. */
    void delete(String id) {
        JobRecord job = queries.record(id);
        StepOf step = job.spec().parent();
        if (step != null && engine.ledger().job(step.job()) != null) {
            throw new GridException(
                    ErrorCode.STEP_OF_JOB,
                    "Job "
                            + id
                            + " is step "
                            + step.name()
                            + " of job "
                            + step.job()
                            + " and is kept for as long as that; delete that");
        }
        if (!job.state().ended()) {
            throw new GridException(
                    ErrorCode.JOB_NOT_ENDED,
                    "Job " + id + " is " + job.state() + "; cancel it first, then delete it");
        }
        engine.delete(job);
    }
}
