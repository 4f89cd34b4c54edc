package io.gridmill.node;

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
import io.gridmill.job.StepRequest;
import io.gridmill.report.JobPlan;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes jobs in: checks them, stores what came with them, records them once. Thread-safe. */
final class Submissions {
    private final Engine engine;
    private final Admission admission;
    private final GraphAdmission graphs;
    private final JobQueries queries;

    Submissions(Engine engine, Admission admission, JobQueries queries) {
        this.engine = engine;
        this.admission = admission;
        this.graphs = new GraphAdmission(admission);
        this.queries = queries;
    }

    Submission submit(JobRequest request, String user, @Nullable String idempotencyKey) {
        return request.steps().isEmpty()
                ? submitJob(request, user, idempotencyKey)
                : submitGraph(request, user, idempotencyKey);
    }

    private Submission submitJob(JobRequest request, String user, @Nullable String key) {
        TaskType<?, ?, ?> type = admission.type(request);
        admission.checkInput(type, request.input());
        Admission.Identity who = identity(user, key);
        DataRef input = storeInput(who.id(), request.input());
        String digest = Admission.digest(request, input);
        JobRecord known = known(who, key);
        if (known != null) {
            return repeated(known, digest);
        }
        admission.checkFailurePolicy(type, request);
        Admission.Load load = checkedLoad(request);
        BlockPlan plan = admission.plan(type, request, readable(input), load);
        JobSpec spec = admission.spec(who, request, input, paints(type, request));
        return record(JobLifecycle.accepted(spec, plan), digest);
    }

    private Submission submitGraph(JobRequest request, String user, @Nullable String key) {
        GraphAdmission.Checked checked = graphs.check(request);
        Admission.Identity who = identity(user, key);
        List<@Nullable DataRef> inputs = new ArrayList<>();
        List<JobInput> readable = new ArrayList<>();
        for (StepRequest step : request.steps()) {
            DataRef input = storeInput(who.id() + "/" + step.name(), step.job().input());
            inputs.add(input);
            readable.add(readable(input));
        }
        String digest = graphs.digest(request, inputs);
        JobRecord known = known(who, key);
        if (known != null) {
            return repeated(known, digest);
        }
        Admission.Load load = checkedLoad(request);
        graphs.checkSplits(checked, readable, load);
        JobGraph graph = graphs.graph(who, checked, inputs);
        JobSpec spec = graphs.spec(who, request, graph, digest);
        return record(JobLifecycle.accepted(spec, GraphAdmission.NO_TASKS), digest);
    }

    private Admission.Identity identity(String user, @Nullable String key) {
        long now = engine.ledger().now();
        String id = key == null ? JobIds.random(now) : JobIds.ofKey(user, key);
        return new Admission.Identity(id, user, now);
    }

    private @Nullable JobRecord known(Admission.Identity who, @Nullable String key) {
        return key == null ? null : engine.ledger().job(who.id());
    }

    private Admission.Load checkedLoad(JobRequest request) {
        admission.checkDependencies(request, job -> engine.ledger().job(job) != null);
        Admission.Load load = load();
        admission.checkLoad(load);
        return load;
    }

    Admission.Load load() {
        return new Admission.Load(engine.liveJobs(), engine.waitingTasks(), engine.totalSlots());
    }

    private JobInput readable(@Nullable DataRef input) {
        return input == null ? JobInput.none() : engine.input(input);
    }

    private Submission record(JobRecord job, String digest) {
        JobRecord other = engine.accept(job);
        return other == null ? new Submission(queries.status(job), true) : repeated(other, digest);
    }

    static <P> boolean paints(TaskType<P, ?, ?> type, JobRequest request) {
        return type.picture(type.parameters(Parameters.of(request.parameters()))).isPresent();
    }

    private Submission repeated(JobRecord known, String digest) {
        if (!known.spec().requestDigest().equals(digest)) {
            throw new GridException(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "The idempotency key was used before with another request, for job "
                            + known.id()
                            + "; use a new key for a new job");
        }
        return new Submission(queries.status(known), false);
    }

    private @Nullable DataRef storeInput(String owner, InputData input) {
        return switch (input) {
            case InputData.None _ -> null;
            case InputData.Bytes bytes -> engine.store(owner + "/input", bytes.data());
            case InputData.Blob blob -> {
                var size = engine.blobs().size(blob.digest());
                if (size.isEmpty()
                        || !engine.blobs().addReference(blob.digest(), owner + "/input")) {
                    throw new GridException(
                            ErrorCode.UNKNOWN_BLOB,
                            "No blob has the digest "
                                    + blob.digest()
                                    + "; upload it with PUT /api/v1/blobs/{sha256} first");
                }
                yield new DataRef.Blob(blob.digest(), size.getAsLong());
            }
        };
    }

    /** What a submission would make; stores nothing. */
    JobPlan plan(JobRequest request, NodesByType nodes) {
        admission.checkDependencies(request, job -> engine.ledger().job(job) != null);
        DryRun dryRun = new DryRun(admission, graphs, this::peek, nodes);
        return dryRun.plan(request, load());
    }

    /** The input as a submission would read it, without keeping it. */
    private JobInput peek(InputData input) {
        return switch (input) {
            case InputData.None _ -> JobInput.none();
            case InputData.Bytes bytes -> engine.input(new DataRef.Inline(bytes.data()));
            case InputData.Blob blob -> {
                var size = engine.blobs().size(blob.digest());
                if (size.isEmpty()) {
                    throw new GridException(
                            ErrorCode.UNKNOWN_BLOB,
                            "No blob has the digest "
                                    + blob.digest()
                                    + "; upload it with PUT /api/v1/blobs/{sha256} first");
                }
                yield engine.input(new DataRef.Blob(blob.digest(), size.getAsLong()));
            }
        };
    }

    /** Names of the nodes that could run tasks of a type. */
    interface NodesByType {
        List<String> running(String type);
    }
}
