package io.gridmill.execute;

import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.TaskReport.Ending;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskStoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the code of one attempt on the calling thread and says how it ended. */
final class TaskRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

    /** Of an exception that nobody expected; they go to the log of the attempt. */
    private static final int MOST_TRACE_LINES = 60;

    private final ResultStore results;
    private final long maxResultBytes;

    TaskRunner(ResultStore results, long maxResultBytes) {
        this.results = results;
        this.maxResultBytes = maxResultBytes;
    }

    /** Runs it. User code may throw anything; only what the JVM itself cannot survive passes. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    Ending run(RunningTask task) {
        String reference =
                task.batch().block().job() + "/task/" + task.task() + "." + task.attempt();
        try (ResultStore.Writer out = new LimitedWriter(results.open(reference), maxResultBytes)) {
            task.batch().job().run(task.grant().item(), task, out);
            Ending stopped = TaskEndings.stopped(task);
            return stopped != null ? stopped : new Ending.Succeeded(finished(out));
        } catch (VirtualMachineError e) {
            LOG.error("Task {} of job {} met {}", task.task(), task.batch().block().job(), e, e);
            return failed(ErrorCode.TASK_FAILED.code(), e, true);
        } catch (Throwable e) {
            Ending stopped = TaskEndings.stopped(task);
            return stopped != null ? stopped : failure(task, e);
        } finally {
            // A late interrupt must not hit the next task.
            boolean _ = Thread.interrupted();
        }
    }

    private static DataRef finished(ResultStore.Writer out) throws IOException {
        return out.size() == 0 ? DataRef.EMPTY : out.finish();
    }

    private static Ending unexpected(RunningTask task, Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().limit(MOST_TRACE_LINES).forEach(task::log);
        return failed(ErrorCode.TASK_FAILED.code(), e, true);
    }

    private static Ending failure(RunningTask task, Throwable e) {
        return switch (e) {
            case TaskFailure f -> failed(f.code(), f, f.mayRetry());
            case GridException g ->
                    failed(g.code().code(), g, g.code() != ErrorCode.RESULT_TOO_LARGE);
            case TaskStoppedException s -> failed(ErrorCode.TASK_FAILED.code(), s, true);
            default -> unexpected(task, e);
        };
    }

    private static Ending failed(String code, Throwable e, boolean retryable) {
        String text = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        String message =
                e instanceof TaskFailure || e instanceof GridException
                        ? text
                        : e.getClass().getSimpleName() + ": " + text + at(e);
        return new Ending.Failed(AttemptOutcome.FAILED, code, message, retryable);
    }

    private static String at(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " (at " + trace[0] + ")";
    }
}
