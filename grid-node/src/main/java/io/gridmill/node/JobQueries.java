package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.engine.JobTally;
import io.gridmill.engine.Tally;
import io.gridmill.execute.RunnableJob;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobFilter;
import io.gridmill.job.JobRecord;
import io.gridmill.job.LogKey;
import io.gridmill.job.LogTail;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.Content;
import io.gridmill.report.JobStatus;
import io.gridmill.report.Page;
import io.gridmill.report.StatusReport;
import io.gridmill.report.TaskLogText;
import io.gridmill.report.TaskReports;
import io.gridmill.report.TaskStatus;
import io.gridmill.task.FieldError;
import io.gridmill.task.Picture;
import io.gridmill.task.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Answers questions about jobs and tasks from the records. Thread-safe. */
final class JobQueries {
    private static final long ASK_AGAIN_FOR_NANOS = 8_000_000_000L;
    private static final long ASK_AGAIN_AFTER_NANOS = 100_000_000L;

    private final Engine engine;

    JobQueries(Engine engine) {
        this.engine = engine;
    }

    JobRecord record(String id) {
        JobRecord job = engine.ledger().job(id);
        if (job == null) {
            engine.durable().checkReady();
            if (engine.briefs().stream().anyMatch(live -> live.id().equals(id))) {
                throw new GridException(
                        ErrorCode.UNAVAILABLE,
                        "The record of job "
                                + id
                                + " is on no node at the moment. If it stays away it is taken from"
                                + " the durable store, or the job fails with data-lost; repeat the"
                                + " request in a few seconds");
            }
            throw new GridException(
                    ErrorCode.NO_SUCH_JOB,
                    "There is no job " + id + "; it may have been deleted or have expired");
        }
        return job;
    }

    JobStatus status(JobRecord job) {
        if (job.outcome() != null) {
            return status(job, Tally.NO_FIGURES);
        }
        if (job.spec().graph() != null) {
            return graph(job);
        }
        JobFigures figures = figures(job.id());
        if (complete(job, figures)) {
            return status(job, figures);
        }
        // Members forget the blocks of a job that has ended: it may have, just now.
        JobRecord now = engine.ledger().job(job.id());
        return status(now == null ? job : now, figures);
    }

    /** A job that was accepted just now: no member need be asked of what no member has. */
    JobStatus accepted(JobRecord job) {
        return job.spec().graph() == null ? status(job, Tally.NO_FIGURES) : graph(job);
    }

    /** A job made of steps: figures are those of its steps, ended or running. */
    private JobStatus graph(JobRecord job) {
        Map<Integer, JobFigures> running = StepQueries.running(job, this::figures);
        JobFigures sum = StepQueries.sum(job, running, Tally.NO_FIGURES);
        return StatusReport.of(job, sum, null, running, engine.ledger().now());
    }

    /** Whether figures cover all tasks that a job is known to have. */
    static boolean complete(JobRecord job, JobFigures figures) {
        long counted = 0;
        for (long count : figures.counts()) {
            counted += count;
        }
        return !job.progress().splitDone() || counted >= job.progress().tasks();
    }

    JobStatus status(JobRecord job, JobFigures figures) {
        return StatusReport.of(job, figures, picture(job), engine.ledger().now());
    }

    /** Asks the members; again while one that has just died is not yet known to be gone. */
    JobFigures figures(String job) {
        long end = System.nanoTime() + ASK_AGAIN_FOR_NANOS;
        while (true) {
            try {
                JobTally all = JobTally.of(engine.members().tallies(job, null).values());
                if (all.exact() || System.nanoTime() > end) {
                    return all.figures();
                }
            } catch (GridException e) {
                if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(ASK_AGAIN_AFTER_NANOS);
        }
    }

    private @Nullable Picture picture(JobRecord job) {
        try {
            RunnableJob runnable = engine.runnable(job);
            return runnable == null ? null : runnable.picture().orElse(null);
        } catch (IOException e) {
            // Only its input is out of reach; the status does not depend on that.
            return null;
        }
    }

    Page<JobStatus> jobs(JobQuery query) {
        int limit = query.limit();
        List<JobRecord> page =
                engine.members()
                        .jobs(
                                new JobFilter(
                                        query.state(),
                                        query.type(),
                                        query.labels(),
                                        query.parent(),
                                        query.cursor() == null ? null : position(query.cursor()),
                                        limit + 1));
        boolean more = page.size() > limit;
        List<JobRecord> shown = more ? page.subList(0, limit) : page;
        return new Page<>(
                shown.stream().map(this::status).toList(), more ? cursor(shown.getLast()) : null);
    }

    private static String cursor(JobRecord job) {
        return job.spec().created() + "." + job.id();
    }

    private static JobFilter.Position position(String cursor) {
        int dot = cursor.indexOf('.');
        try {
            return new JobFilter.Position(
                    Long.parseLong(cursor.substring(0, Math.max(dot, 0))),
                    cursor.substring(dot + 1));
        } catch (NumberFormatException e) {
            throw badCursor(e);
        }
    }

    static GridException badCursor(@Nullable Throwable cause) {
        return new GridException(
                ErrorCode.BAD_REQUEST,
                "The cursor is not one that this list gave out; leave it out for the first page",
                List.of(new FieldError("?cursor", "format", "not a cursor of this list")),
                cause);
    }

    Page<TaskStatus> tasks(
            String id, @Nullable TaskState state, @Nullable String cursor, int limit) {
        JobRecord job = record(id);
        if (job.spec().graph() != null) {
            return StepQueries.tasks(job, state, cursor, limit, this::tasksOfStep);
        }
        long from = cursor == null ? 0 : taskNumber(cursor);
        List<TaskStatus> found = new ArrayList<>();
        int blockSize = job.plan().blockSize();
        for (int number = (int) (from / blockSize); ; number++) {
            TaskBlock block = engine.ledger().block(new BlockKey(id, number));
            boolean last = number + 1 >= job.blocks();
            int size = block == null ? 0 : block.head().size();
            for (int i = 0; block != null && i < size; i++) {
                long task = block.head().first() + i;
                if (task < from || (state != null && block.state(i) != state)) {
                    continue;
                }
                if (found.size() == limit) {
                    return new Page<>(found, Long.toString(task));
                }
                found.add(TaskReports.of(job.spec(), block, i));
            }
            if (last) {
                return new Page<>(found, null);
            }
        }
    }

    /** Tasks of a step's job, which may just not be there yet. */
    private Page<TaskStatus> tasksOfStep(
            String id, @Nullable TaskState state, @Nullable String cursor, int limit) {
        return engine.ledger().job(id) == null
                ? new Page<>(List.of(), null)
                : tasks(id, state, cursor, limit);
    }

    private static long taskNumber(String cursor) {
        try {
            long number = Long.parseLong(cursor);
            if (number >= 0 && number < 1L << 40) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw badCursor(e);
        }
        throw badCursor(null);
    }

    TaskStatus task(String id, long number) {
        JobRecord job = record(id);
        Found found = find(job, number);
        TaskStatus task = TaskReports.of(job.spec(), found.block, found.index);
        return Payloads.of(engine, job, found).map(task::with).orElse(task);
    }

    TaskLogText taskLog(String id, long number, int wanted) {
        Found found = find(record(id), number);
        int last = Math.max(1, found.block.attempt(found.index));
        int attempt = wanted == 0 ? last : wanted;
        if (attempt > last) {
            throw new GridException(
                    ErrorCode.NO_SUCH_TASK,
                    "Task " + number + " of job " + id + " has no attempt " + attempt + " (yet)");
        }
        boolean over = found.block.state(found.index).ended() || attempt < last;
        LogTail tail = engine.logs().read(new LogKey(id, number, attempt));
        return new TaskLogText(attempt, over, tail);
    }

    /** A task: its block, and its index there. */
    record Found(TaskBlock block, int index) {}

    Found find(JobRecord job, long number) {
        long block = number / job.plan().blockSize();
        TaskBlock found =
                number < 0 || block > Integer.MAX_VALUE
                        ? null
                        : engine.ledger().block(new BlockKey(job.id(), (int) block));
        int index = (int) (number % job.plan().blockSize());
        if (found == null || index >= found.head().size()) {
            String hint =
                    job.spec().graph() == null
                            ? ""
                            : "; it is made of steps, name one of them: step=NAME";
            throw new GridException(
                    ErrorCode.NO_SUCH_TASK,
                    "Job " + job.id() + " has no task " + number + " (yet)" + hint);
        }
        return new Found(found, index);
    }

    Content result(String id) {
        JobRecord job = record(id);
        JobRecord.Outcome outcome = job.outcome();
        return switch (job.state()) {
            case SUCCEEDED -> {
                if (outcome == null || outcome.result() == null || outcome.mediaType() == null) {
                    throw new GridException(
                            ErrorCode.RESULT_GONE, "The result of job " + id + " was dropped");
                }
                yield new StoredContent(
                        engine.dataStore(),
                        outcome.result(),
                        outcome.mediaType(),
                        id + "." + job.progress().generation());
            }
            case FAILED ->
                    throw new GridException(
                            ErrorCode.JOB_FAILED,
                            "Job "
                                    + id
                                    + " failed and has no result: "
                                    + (job.failure() == null ? "" : job.failure().message()));
            case CANCELLED ->
                    throw new GridException(
                            ErrorCode.JOB_CANCELLED, "Job " + id + " was cancelled, no result");
            case PENDING, SPLITTING, RUNNING, AGGREGATING, CANCELLING ->
                    throw new GridException(
                            ErrorCode.JOB_NOT_ENDED,
                            "Job " + id + " is " + job.state() + "; its result comes when it ends");
        };
    }

    Content taskResult(String id, long number) {
        JobRecord job = record(id);
        Found found = find(job, number);
        if (found.block.state(found.index) != TaskState.SUCCEEDED) {
            throw new GridException(
                    ErrorCode.TASK_NOT_ENDED,
                    "Task "
                            + number
                            + " of job "
                            + id
                            + " is "
                            + found.block.state(found.index)
                            + " and has no result");
        }
        DataRef result = found.block.result(found.index);
        if (result == null) {
            throw new GridException(
                    ErrorCode.RESULT_GONE,
                    "The single result of task "
                            + number
                            + " was dropped after it was aggregated; submit with"
                            + " keepTaskResults: true to keep them");
        }
        return presented(job, number, result, found.block.attempt(found.index));
    }

    private Content presented(JobRecord job, long number, DataRef result, int attempt) {
        try {
            RunnableJob runnable = engine.runnable(job);
            if (runnable == null) {
                throw new GridException(
                        ErrorCode.UNKNOWN_TYPE,
                        "This node does not know task type " + job.spec().type());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            runnable.present(new TaskResult(number, engine.dataStore().source(result)), bytes);
            return new BytesContent(
                    bytes.toByteArray(),
                    runnable.taskMediaType(),
                    job.id() + "." + number + "." + attempt);
        } catch (IOException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The result of task " + number + " cannot be read now: " + e.getMessage(),
                    List.of(),
                    e);
        }
    }
}
