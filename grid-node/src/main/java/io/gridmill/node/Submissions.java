package io.gridmill.node;

import io.gridmill.claim.QueueLoad;
import io.gridmill.cluster.Engine;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobLifecycle;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobSpec;
import io.gridmill.job.JobState;
import io.gridmill.job.StepRequest;
import io.gridmill.report.JobPlan;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.TaskType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes jobs in: checks them, stores what came with them, records them once. Thread-safe. */
final class Submissions {
    private final Engine engine;
    private final Admission admission;
    private final GraphAdmission graphs;
    private final JobQueries queries;
    private final QueueGauge gauge;
    private final Outlook outlook;

    Submissions(
            Engine engine,
            Admission admission,
            JobQueries queries,
            QueueGauge gauge,
            Outlook outlook) {
        this.engine = engine;
        this.admission = admission;
        this.graphs = new GraphAdmission(admission);
        this.queries = queries;
        this.gauge = gauge;
        this.outlook = outlook;
    }

    Submission submit(JobRequest request, String user, @Nullable String idempotencyKey) {
        return take(
                request, user, idempotencyKey == null ? null : JobIds.ofKey(user, idempotencyKey));
    }

    /** Submits under an id that follows from something: once more gives the same job. */
    Submission submitAs(String id, JobRequest request, String user) {
        return take(request, user, id);
    }

    private Submission take(JobRequest request, String user, @Nullable String given) {
        // Before anything is stored for it; the owner of the job decides again.
        if (!engine.quorum().mayDecide()) {
            throw new GridException(
                    ErrorCode.BELOW_QUORUM, "No job is accepted: " + engine.quorum().words());
        }
        return request.steps().isEmpty()
                ? submitJob(request, user, given)
                : submitGraph(request, user, given);
    }

    /** See {@link GridOperations#check}. */
    long check(JobRequest request) {
        admission.checkDependencies(request, job -> engine.ledger().job(job) != null);
        if (!request.steps().isEmpty()) {
            graphs.checkSplits(
                    graphs.check(request),
                    request.steps().stream().map(step -> peek(step.job().input())).toList(),
                    engine.totalSlots());
            return BlockPlan.UNKNOWN;
        }
        TaskType<?, ?, ?> type = admission.type(request);
        admission.checkInput(type, request.input());
        admission.checkFailurePolicy(type, request);
        return admission.plan(type, request, peek(request.input()), engine.totalSlots()).tasks();
    }

    private Submission submitJob(JobRequest request, String user, @Nullable String given) {
        TaskType<?, ?, ?> type = admission.type(request);
        admission.checkInput(type, request.input());
        Admission.Identity who = identity(user, given);
        DataRef input = storeInput(who.id(), request.input());
        String digest = RequestDigest.of(request, input);
        JobRecord known = known(given);
        if (known != null) {
            return repeated(known, digest);
        }
        admission.checkFailurePolicy(type, request);
        Map<String, JobState> seen = new HashMap<>();
        QueueLoad load = checkedLoad(request, user, seen);
        BlockPlan plan = admission.plan(type, request, readable(input), engine.totalSlots());
        admission.checkShare(load, user, plan, request, input);
        JobSpec spec = admission.spec(who, request, input, paints(type, request));
        return record(JobLifecycle.accepted(spec, plan), digest, seen);
    }

    private Submission submitGraph(JobRequest request, String user, @Nullable String given) {
        GraphAdmission.Checked checked = graphs.check(request);
        Admission.Identity who = identity(user, given);
        List<@Nullable DataRef> inputs = new ArrayList<>();
        List<JobInput> readable = new ArrayList<>();
        for (StepRequest step : request.steps()) {
            DataRef input = storeInput(who.id() + "/" + step.name(), step.job().input());
            inputs.add(input);
            readable.add(readable(input));
        }
        String digest = graphs.digest(request, inputs);
        JobRecord known = known(given);
        if (known != null) {
            return repeated(known, digest);
        }
        Map<String, JobState> seen = new HashMap<>();
        QueueLoad load = checkedLoad(request, user, seen);
        graphs.checkSplits(checked, readable, engine.totalSlots());
        admission.checkShare(load, user, GraphAdmission.NO_TASKS, request, null);
        JobGraph graph = graphs.graph(who, checked, inputs);
        JobSpec spec = graphs.spec(who, request, graph, digest);
        return record(JobLifecycle.accepted(spec, GraphAdmission.NO_TASKS), digest, seen);
    }

    private Admission.Identity identity(String user, @Nullable String given) {
        long now = engine.ledger().now();
        return new Admission.Identity(given == null ? JobIds.random(now) : given, user, now);
    }

    /**
     * The job that was accepted under this id before. Not before the backups know it: an acceptance
     * that got no answer may stand with its owner alone, and a second one must not confirm that.
     */
    private @Nullable JobRecord known(@Nullable String given) {
        if (given == null || engine.ledger().job(given) == null) {
            return null;
        }
        return engine.ledger().confirmed(given);
    }

    /**
     * Checks what it depends on, and that there is room.
     *
     * @param seen to put the states of the jobs that it depends on into
     */
    private QueueLoad checkedLoad(JobRequest request, String user, Map<String, JobState> seen) {
        admission.checkDependencies(
                request,
                id -> {
                    JobRecord job = engine.ledger().job(id);
                    if (job != null) {
                        seen.put(id, job.state());
                    }
                    return job != null;
                });
        QueueLoad load = gauge.load(user);
        admission.checkLoad(load);
        return load;
    }

    private JobInput readable(@Nullable DataRef input) {
        return input == null ? JobInput.none() : engine.input(input);
    }

    private Submission record(JobRecord job, String digest, Map<String, JobState> seen) {
        JobRecord other = engine.durable().accept(job);
        return other == null
                ? new Submission(queries.accepted(job), true, outlook.of(job, seen))
                : repeated(other, digest);
    }

    static <P> boolean paints(TaskType<P, ?, ?> type, JobRequest request) {
        return type.picture(type.parameters(Parameters.of(request.parameters()))).isPresent();
    }

    private Submission repeated(JobRecord known, String digest) {
        String before = known.spec().requestDigest();
        if (!before.equals(digest) && !before.equals(JobSpec.LOST_DIGEST)) {
            throw new GridException(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "The idempotency key was used before with another request, for job "
                            + known.id()
                            + "; use a new key for a new job");
        }
        return new Submission(queries.status(known), false, outlook.of(known, Map.of()));
    }

    private @Nullable DataRef storeInput(String owner, InputData input) {
        return switch (input) {
            case InputData.None _ -> null;
            case InputData.Bytes bytes -> engine.store(owner + "/input", bytes.data());
            case InputData.Blob blob -> {
                var size = engine.blobs().size(blob.digest());
                if (size.isEmpty()
                        || !engine.blobs().addReference(blob.digest(), owner + "/input")) {
                    throw unknownBlob(blob.digest());
                }
                yield new DataRef.Blob(blob.digest(), size.getAsLong());
            }
        };
    }

    /** What a submission would make; stores nothing. */
    JobPlan plan(JobRequest request, NodesByType nodes) {
        admission.checkDependencies(request, job -> engine.ledger().job(job) != null);
        DryRun dryRun = new DryRun(admission, graphs, this::peek, nodes);
        return dryRun.plan(request, engine.totalSlots());
    }

    /** The input as a submission would read it, without keeping it. */
    private JobInput peek(InputData input) {
        return switch (input) {
            case InputData.None _ -> JobInput.none();
            case InputData.Bytes bytes -> engine.input(new DataRef.Inline(bytes.data()));
            case InputData.Blob blob -> {
                var size = engine.blobs().size(blob.digest());
                if (size.isEmpty()) {
                    throw unknownBlob(blob.digest());
                }
                yield engine.input(new DataRef.Blob(blob.digest(), size.getAsLong()));
            }
        };
    }

    private static GridException unknownBlob(String digest) {
        return new GridException(
                ErrorCode.UNKNOWN_BLOB,
                "No blob has the digest "
                        + digest
                        + "; upload it with PUT /api/v1/blobs/{sha256} first");
    }

    /** Names of the nodes that could run tasks of a type. */
    interface NodesByType {
        List<String> running(String type);
    }
}
