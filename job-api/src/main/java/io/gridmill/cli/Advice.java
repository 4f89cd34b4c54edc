package io.gridmill.cli;

import io.gridmill.job.ErrorCode;

/** What a person can do about an error, as one sentence; empty where the message says it all. */
final class Advice {
    private Advice() {}

    /**
     * The sentence for an error.
     *
     * @param command what was called, such as {@code gridmill config set}; empty where it is not
     *     known
     */
    static String on(ErrorCode code, String command) {
        return switch (code) {
            case BAD_REQUEST ->
                    "Nothing was done; correct it and repeat. "
                            + (command.startsWith("gridmill config ")
                                    ? "`gridmill config get` shows the keys and their values."
                                    : "`gridmill types TYPE` shows the parameters.");
            case UNAUTHENTICATED ->
                    "Give the token with --token or GRIDMILL_TOKEN; `gridmill up` prints it when it"
                            + " starts.";
            case NOT_ALLOWED -> "Use a token of a role that may do this.";
            case NO_SUCH_JOB -> "`gridmill jobs` lists those that are known.";
            case NO_SUCH_TASK, TASK_NOT_ENDED -> "`gridmill tasks JOB` lists its tasks.";
            case NO_SUCH_TYPE, UNKNOWN_TYPE -> "`gridmill types` lists those that are known.";
            case NO_SUCH_SETTING -> "`gridmill config get` lists the keys there are.";
            case NOT_LIVE -> "Nothing was changed.";
            case NODE_REFUSED -> "Then start it again.";
            case NO_SUCH_SCHEDULE -> "`gridmill schedule list` lists those that are known.";
            case NODE_OFFLINE, NO_SUCH_NODE -> "`gridmill nodes` lists those that are known.";
            case JOB_NOT_ENDED ->
                    "Wait for it with --wait, or follow it with `gridmill job ID --watch`.";
            case NOTHING_TO_ACCEPT -> "`gridmill recover` says how the grid stands.";
            case NOTHING_TO_RETRY -> "`gridmill job ID` says how it stands.";
            case NEEDS_EVERY_TASK -> "Leave --on-failure out.";
            case POISON -> "`gridmill tasks JOB --state FAILED` shows it; mend it, then retry.";
            case NODE_LOST -> "`gridmill retry JOB` runs again what may not have run.";
            case JOB_FAILED, TASK_FAILED, TASK_TIMED_OUT, TASK_ABANDONED ->
                    "`gridmill tasks JOB --state FAILED` shows the tasks that failed.";
            case RESULT_GONE -> "Run the job again, with a longer resultTtl.";
            case TOO_LARGE, RESULT_TOO_LARGE ->
                    "Make it smaller, or raise the limit on the server.";
            case BELOW_QUORUM ->
                    "Start the missing nodes, or wait for the network; then repeat. `gridmill"
                            + " recover` says what is missing.";
            case BODY_TOO_SLOW ->
                    "Repeat it where the network is faster, or upload it with --input.";
            case QUEUE_FULL, TOO_MANY_STREAMS, UNAVAILABLE -> "Repeat it in a while.";
            case IDEMPOTENCY_CONFLICT -> "Use another --key for another job.";
            case INTERNAL -> "The server's log has the details.";
            case DISK_FULL -> "Free disk space on the node's data directory.";
            case JOB_TIMED_OUT -> "Give it more time with --timeout.";
            case JOIN_REFUSED -> "Start it again with what the grid has.";
            case DATA_LOST -> "Submit it again.";
            case NOT_FOUND, METHOD_NOT_ALLOWED ->
                    "Is it a Gridmill server of this version that stands there?";
            case UNKNOWN_JOB -> "`gridmill jobs` lists those that are known.";
            case DEPENDENCY_FAILED -> "`gridmill job ID` of the other job says why it ended so.";
            case QUEUE_TIMED_OUT ->
                    "Give it more time with --queue-timeout, or a higher --priority.";
            case JOB_CLOSED ->
                    "Submit another job; with --open it takes tasks until `gridmill close`.";
            case NO_SUCH_STEP, STEP_FAILED -> "`gridmill job ID` lists its steps and their jobs.";
            case STEP_OF_JOB -> "Do it with the job that it is a step of.";
            case IMPOSSIBLE_STEPS -> "Nothing was done; correct the steps and repeat.";
            case JOB_CANCELLED,
                    JOB_ENDED,
                    NODE_ROLE,
                    NO_SUCH_BLOB,
                    UNKNOWN_BLOB,
                    UNSUPPORTED_MEDIA_TYPE,
                    RANGE_NOT_SATISFIABLE,
                    SPLIT_FAILED,
                    AGGREGATE_FAILED ->
                    "";
        };
    }
}
