package io.gridmill.node;

import io.gridmill.claim.QueueLoad;
import io.gridmill.cluster.Engine;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskType;
import org.jspecify.annotations.Nullable;

/** What a job would be, were it submitted, and how full the grid is. Stores nothing. Thread-safe. */
final class JobChecks {
    private final Engine engine;
    private final Admission admission;
    private final Pace pace = new Pace();

    JobChecks(Engine engine, Admission admission) {
        this.engine = engine;
        this.admission = admission;
    }

    /** See {@link GridOperations#check}. */
    long check(JobRequest request) {
        TaskType<?, ?, ?> type = admission.type(request);
        admission.checkInput(type, request.input());
        admission.checkDependencies(request, job -> engine.ledger().job(job) != null);
        DataRef input = unstored(request.input());
        JobInput readable = input == null ? JobInput.none() : engine.input(input);
        return admission.plan(type, request, readable, engine.totalSlots()).tasks();
    }

    private @Nullable DataRef unstored(InputData input) {
        return switch (input) {
            case InputData.None _ -> null;
            case InputData.Bytes bytes -> new DataRef.Inline(bytes.data());
            case InputData.Blob blob ->
                    new DataRef.Blob(
                            blob.digest(),
                            engine.blobs()
                                    .size(blob.digest())
                                    .orElseThrow(() -> unknownBlob(blob.digest())));
        };
    }

    static GridException unknownBlob(String digest) {
        return new GridException(
                ErrorCode.UNKNOWN_BLOB,
                "No blob has the digest "
                        + digest
                        + "; upload it with PUT /api/v1/blobs/{sha256} first");
    }

    /** How full the grid is, and of whose work. */
    QueueLoad load(String user) {
        double perSecond = pace.note(engine.tasksDone(), System.nanoTime());
        return QueueLoad.of(engine.briefs(), user, engine.waitingTasks(), perSecond);
    }
}
