package io.gridmill.job;

/**
 * Every way in which the grid says no, with the same code in HTTP ({@code type} is
 * {@code /problems/CODE}), CLI and Java.
 */
public enum ErrorCode {
    BAD_REQUEST("bad-request", 400, "The request cannot be read or a field is out of range"),
    UNAUTHENTICATED("unauthenticated", 401, "No token, or one that is not known"),
    NOT_ALLOWED("not-allowed", 403, "The token's role does not allow this"),
    NO_SUCH_JOB("no-such-job", 404, "No job of this id; it may have been deleted or expired"),
    NO_SUCH_STEP("no-such-step", 404, "The job has no step of this name"),
    NO_SUCH_TASK("no-such-task", 404, "The job has no task of this number"),
    NO_SUCH_TYPE("no-such-type", 404, "No task type of this name"),
    NO_SUCH_NODE("no-such-node", 404, "No node of this id or name"),
    NO_SUCH_BLOB("no-such-blob", 404, "No blob of this digest"),
    NO_SUCH_SCHEDULE("no-such-schedule", 404, "No schedule of this name"),
    NO_SUCH_SETTING("no-such-setting", 404, "The configuration has no key of this name"),
    NOT_FOUND("not-found", 404, "Nothing lives at this address"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The address does not know this method"),
    BODY_TOO_SLOW("body-too-slow", 408, "The request's body did not come in time"),
    JOB_NOT_ENDED("job-not-ended", 409, "The job still runs"),
    JOB_FAILED("job-failed", 409, "The job failed and so has no result"),
    JOB_CANCELLED("job-cancelled", 409, "The job was cancelled and so has no result"),
    TASK_NOT_ENDED("task-not-ended", 409, "The task has no result yet"),
    STEP_OF_JOB("step-of-job", 409, "The job is a step of another and goes only with it"),
    JOB_CLOSED("job-closed", 409, "The job takes no more tasks"),
    JOB_ENDED("job-ended", 409, "The job has ended already"),
    NOTHING_TO_RETRY("nothing-to-retry", 409, "No task of the job failed, or it still runs"),
    NOTHING_TO_ACCEPT("nothing-to-accept", 409, "Enough nodes are in reach: no loss is to accept"),
    NODE_OFFLINE("node-offline", 409, "The node has left or was lost and cannot be told anything"),
    RESULT_GONE("result-gone", 410, "The result was dropped after its time to live"),
    TOO_LARGE("too-large", 413, "A limit on size or number is exceeded"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body's media type is not accepted"),
    RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The range lies outside the content"),
    UNKNOWN_TYPE("unknown-type", 422, "The job names a task type that no node knows"),
    NEEDS_EVERY_TASK("needs-every-task", 422, "The type's answer cannot do without any task"),
    UNKNOWN_BLOB("unknown-blob", 422, "The job names a blob that was not uploaded"),
    UNKNOWN_JOB("unknown-job", 422, "The job depends on one that does not exist"),
    IMPOSSIBLE_STEPS("impossible-steps", 422, "The job's steps do not make a graph"),
    NOT_LIVE("not-live", 422, "The key takes effect when a node starts, not before"),
    NODE_ROLE("node-role", 422, "The node's role does not allow this"),
    IDEMPOTENCY_CONFLICT("idempotency-conflict", 422, "The key was used with another request"),
    QUEUE_FULL("queue-full", 429, "Too many jobs or tasks wait"),
    TOO_MANY_STREAMS("too-many-streams", 429, "Too many event streams are open"),
    INTERNAL("internal", 500, "A fault in the grid itself; the log has the details"),
    UNAVAILABLE("unavailable", 503, "The grid cannot answer now; repeat with the same key"),
    BELOW_QUORUM("below-quorum", 503, "Too few of the grid's nodes are in reach to decide"),
    DISK_FULL("disk-full", 507, "The node's data disk is full or over its budget"),
    JOIN_REFUSED("join-refused", 0, "The grid that the node was to join does not take it"),
    // The codes below end a task's attempt or a job; they stand in records, never in an HTTP
    // status.
    TASK_FAILED("task-failed", 0, "The task's code threw an exception"),
    TASK_TIMED_OUT("task-timed-out", 0, "The attempt ran longer than the task's timeout"),
    TASK_ABANDONED("task-abandoned", 0, "The task's code did not stop when told to"),
    POISON("poison", 0, "The task was the end of several nodes and is not tried again"),
    NODE_LOST("node-lost", 0, "The task's node was lost and nothing is tried twice"),
    RESULT_TOO_LARGE("result-too-large", 0, "A task's result exceeds the limit"),
    SPLIT_FAILED("split-failed", 0, "The task type's splitter threw an exception"),
    AGGREGATE_FAILED("aggregate-failed", 0, "The task type's aggregator threw an exception"),
    STEP_FAILED("step-failed", 0, "A step of the job failed and no other step handled it"),
    DEPENDENCY_FAILED("dependency-failed", 0, "A job that this one depends on did not end well"),
    QUEUE_TIMED_OUT("queue-timed-out", 0, "No task of the job started within its queue timeout"),
    JOB_TIMED_OUT("job-timed-out", 0, "The job ran longer than its timeout"),
    NODE_REFUSED("node-refused", 0, "The grid has as many nodes as it may have"),
    DATA_LOST("data-lost", 0, "More members were lost at once than backups are kept");

    private final String code;
    private final int httpStatus;
    private final String meaning;

    ErrorCode(String code, int httpStatus, String meaning) {
        this.code = code;
        this.httpStatus = httpStatus;
        this.meaning = meaning;
    }

    /** The stable code, lower case words joined by hyphens. */
    public String code() {
        return code;
    }

    /** Status of the HTTP answer; 0 for codes that never are one. */
    public int httpStatus() {
        return httpStatus;
    }

    /** One sentence for every error of this code. */
    public String meaning() {
        return meaning;
    }
}
