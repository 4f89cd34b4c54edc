package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.execute.RunnableJob;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRecord;
import io.gridmill.task.BadParametersException;
import io.gridmill.task.FieldError;
import java.util.List;
import java.util.function.Supplier;

/** Checks tasks that are added to an open job. Decides; stores nothing. */
final class TaskAdmission {
    /** Tasks that may be added to an open job at once. */
    private static final int MAX_ADDED = 10_000;

    /** Bytes of an added item: 64 of them stand in a block. */
    private static final int MAX_ITEM = 4 << 10;

    private final Supplier<GridConfig> config;

    TaskAdmission(Supplier<GridConfig> config) {
        this.config = config;
    }

    /** Refuses tasks for a job that takes no more of them. */
    void checkTakes(JobRecord job, int more) {
        if (!job.takesTasks()) {
            throw new GridException(
                    ErrorCode.JOB_CLOSED,
                    "Job "
                            + job.id()
                            + (job.spec().open()
                                    ? " takes no more tasks: it is " + stage(job)
                                    : " was not submitted with open: true")
                            + "; submit another job for these");
        }
        long limit = config.get().limits().maxTasksPerJob();
        if (job.progress().tasks() + more > limit) {
            throw new GridException(
                    ErrorCode.TOO_LARGE,
                    "The job has "
                            + job.progress().tasks()
                            + " tasks, the limit is "
                            + limit
                            + " (job.maxTasks); submit another job for these");
        }
    }

    /** The items of tasks that are added to an open job, as bytes, or the refusal. */
    List<byte[]> addedItems(RunnableJob runnable, List<? extends JsonNode> items) {
        if (items.isEmpty() || items.size() > MAX_ADDED) {
            String message = "1 to " + MAX_ADDED + " tasks may be added, not " + items.size();
            throw new GridException(
                    ErrorCode.BAD_REQUEST, message, List.of(new FieldError("", "range", message)));
        }
        try {
            List<byte[]> read = runnable.addedItems(items);
            for (int i = 0; i < read.size(); i++) {
                checkSize(i, read.get(i).length);
            }
            return read;
        } catch (BadParametersException e) {
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    "The tasks are not right" + Admission.first(e),
                    e.errors(),
                    e);
        }
    }

    private static String stage(JobRecord job) {
        return job.progress().closing() ? "closed" : job.state().toString();
    }

    private static void checkSize(int index, int bytes) {
        if (bytes > MAX_ITEM) {
            String message =
                    "an item may be " + MAX_ITEM + " bytes, is " + bytes + "; put data into a blob";
            throw new GridException(
                    ErrorCode.TOO_LARGE,
                    message,
                    List.of(new FieldError("/" + index, "range", message)));
        }
    }
}
