package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.explain.Explanation;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobRequest;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.Content;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.Page;
import io.gridmill.report.RecoveryStatus;
import io.gridmill.report.StateCounts;
import io.gridmill.report.TaskLogText;
import io.gridmill.report.TaskStatus;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that can be asked of a grid through one of its nodes. Any node answers for the whole grid. Safe
 * for use by many threads. Every method may throw {@link io.gridmill.job.GridException}; one with
 * code {@code unavailable} means that the outcome is not known and the call may be repeated.
 */
public interface GridOperations {

    /** The task types that the node knows. */
    TaskTypes types();

    /**
     * Accepts a job, or says why not. When this returns, the job is recorded with its backups.
     *
     * @param user who asks
     * @param idempotencyKey 1 to 200 characters; the same user, key and request give the same job.
     *     Null: each call makes a job of its own
     */
    Submission submit(JobRequest request, String user, @Nullable String idempotencyKey);

    /** Checks a job as {@link #submit} does and says what it would make; stores nothing. */
    JobPlan plan(JobRequest request);

    /**
     * Refuses what a submission would be refused for, but for how much waits; stores nothing.
     *
     * @return how many tasks the job would have; -1 where only its split shows
     */
    long check(JobRequest request);

    /** One job. */
    JobStatus job(String id);

    /** One job, once it has ended or the time is over, whichever comes first. */
    JobStatus awaitEnd(String id, Duration atMost) throws InterruptedException;

    /** Jobs, newest first. */
    Page<JobStatus> jobs(JobQuery query);

    /**
     * Tasks of a job by number; of a job made of steps those of its steps, one after another.
     *
     * @param state only these; null for all
     * @param cursor of the page before; null for the first page
     * @param limit 1 to 1,000
     */
    Page<TaskStatus> tasks(
            String job, @Nullable TaskState state, @Nullable String cursor, int limit);

    /** One task. */
    TaskStatus task(String job, long number);

    /** Why a job, or a part of it, is not running. */
    Explanation explain(String job);

    /** Why a task is not running. */
    Explanation explain(String job, long task);

    /** The result of a job that succeeded. */
    Content result(String job);

    /**
     * Id of the job that carries a step of a job.
     *
     * @throws GridException {@code no-such-step}, also while the step has not begun
     */
    String stepJob(String job, String step);

    /** The result of one task that succeeded, as its type presents it. */
    Content taskResult(String job, long number);

    /**
     * What the code of a task wrote.
     *
     * @param attempt number of the attempt, from 1; 0 for the last one
     */
    TaskLogText taskLog(String job, long number, int attempt);

    /**
     * Adds tasks to an open job; when this returns they are recorded with their backups.
     *
     * @param items a JSON object each, as the job's type reads them; 1 to 10,000
     * @param idempotencyKey the same key and items again add nothing and are answered alike, for a
     *     day; null: each call adds
     * @throws GridException {@code job-closed} when the job takes no more
     */
    AddedTasks addTasks(
            String job, List<? extends JsonNode> items, @Nullable String idempotencyKey);

    /** Adds tasks to an open job; each call adds. */
    default AddedTasks addTasks(String job, List<? extends JsonNode> items) {
        return addTasks(job, items, null);
    }

    /**
     * Changes priority, labels, metadata or time to live of a job, also of one that has ended, whose
     * priority stays.
     */
    JobStatus change(String job, JobEdit edit, String user);

    /** Closes an open job to further tasks; it ends when those it has have ended. */
    JobStatus close(String job, String user);

    /** Asks for a job to stop; the status says CANCELLING or CANCELLED. */
    JobStatus cancel(String id);

    /**
     * Runs again what did not succeed of a job that failed, was cancelled, or succeeded although
     * tasks failed. It keeps its id, and its generation rises by one; the tasks that succeeded and
     * their results stay.
     *
     * @param user who says so
     * @throws GridException {@code nothing-to-retry} in any other state
     */
    JobStatus retry(String id, String user);

    /** Forgets an ended job, its tasks and its result. */
    void delete(String id);

    /** Jobs that run again and again. */
    ScheduleOperations schedules();

    /** The configuration, and how it is changed while the grid runs. */
    SettingsOperations settings();

    /** All nodes, by name; those that went are shown for a while. */
    List<NodeStatus> nodes();

    /** The node of this id or name, or the only one whose id or name begins so. */
    NodeStatus node(String wanted);

    /**
     * Has a node finish what it runs, give back what it has not started and take nothing new; it
     * keeps its data. It stays so until it is resumed or ends. May be repeated.
     *
     * @param node id, name or beginning
     * @param user who says so
     * @return the node, which has confirmed it
     */
    NodeStatus drain(String node, String user);

    /** Has a drained node take work again. May be repeated. */
    NodeStatus resume(String node);

    /**
     * Sets how many tasks a node runs at once, until it ends.
     *
     * @param count 0 to 1,024
     */
    NodeStatus slots(String node, int count);

    /** Totals. */
    ClusterStatus cluster();

    /** What is lost, or comes back, and what is waited for. */
    RecoveryStatus recovery();

    /**
     * Has the nodes that are there go on although a majority is gone: those that are missing are lost
     * for good. To be done on one side of a split network only, and never while the others run.
     *
     * @param user who vouches for that; kept with the grid's records
     * @throws GridException {@code nothing-to-accept} where enough nodes are in reach
     */
    RecoveryStatus acceptLoss(String user);

    /**
     * Tells a consumer about a job until it ends or the watch is closed. The consumer is called from
     * one thread at a time and may block; what changes meanwhile is folded.
     */
    AutoCloseable watch(String job, Consumer<JobChange> consumer);

    /**
     * Stores bytes under their digest, on enough nodes to survive the losses that the grid promises
     * to survive.
     *
     * @param digest expected SHA-256 in lower case hexadecimal; null to compute it only
     * @return the digest
     * @throws IOException when {@code content} cannot be read
     */
    String putBlob(InputStream content, @Nullable String digest) throws IOException;

    /** The bytes of a digest. */
    Content blob(String digest);

    /**
     * All that the grid knows, as lines of JSON: jobs with what is kept of their tasks and results,
     * schedules. What changes meanwhile may be in it or not. To be opened once.
     */
    Content exportState() throws IOException;

    /**
     * Brings in what was exported, here or elsewhere. What is there already stays as it is; jobs that
     * had not ended go on here.
     *
     * @throws GridException BAD_REQUEST naming the first line that is not right; what came before it
     *     is there
     */
    StateCounts importState(InputStream in) throws IOException;
}
