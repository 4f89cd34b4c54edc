package io.gridmill.api;

import io.gridmill.job.ErrorCode;

/** What each error means and what to do about it, for the person who followed its {@code type}. */
final class ProblemPage {
    private ProblemPage() {}

    static String all() {
        Html html = new Html("Gridmill errors");
        html.element("h1", "Errors").raw("<table>\n");
        for (ErrorCode code : ErrorCode.values()) {
            html.raw("<tr><td><a href=\"/problems/").text(code.code()).raw("\">");
            html.text(code.code()).raw("</a></td><td>").text(code.meaning()).raw("</td></tr>\n");
        }
        return html.raw("</table>\n").end();
    }

    static String of(ErrorCode code) {
        Html html = new Html("Gridmill error " + code.code());
        html.element("h1", code.code()).element("p", code.meaning() + ".");
        html.element(
                "p", code.httpStatus() == 0 ? elsewhere(code) : "HTTP status " + code.httpStatus());
        html.element("h2", "What to do").element("p", advice(code));
        return html.raw("<p><a href=\"/problems\">All errors</a></p>\n").end();
    }

    private static final String IN_RECORDS =
            "Stands in the record of a job or of an attempt; no HTTP answer has it.";

    private static String elsewhere(ErrorCode code) {
        return code == ErrorCode.JOIN_REFUSED ? "A node that starts ends with it." : IN_RECORDS;
    }

    private static String advice(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST ->
                    "Read errors[]: each entry points at a bad field and says its limits.";
            case UNAUTHENTICATED ->
                    "Send the header Authorization: Bearer TOKEN. The token was printed when the"
                            + " server was started and stands in its data directory, file token.";
            case NOT_ALLOWED ->
                    "Use a token that may do this, or name the server by localhost or its address.";
            case NO_SUCH_SETTING -> "GET /api/v1/config lists the keys there are.";
            case NODE_REFUSED -> "Raise cluster.maxNodes or stop another node first.";
            case NOT_LIVE ->
                    "Set it in the file of --config, by its option or its variable, and start the"
                            + " nodes again, one after another.";
            case NO_SUCH_SCHEDULE -> "GET /api/v1/schedules lists those there are.";
            case NO_SUCH_JOB, NO_SUCH_TASK, NO_SUCH_NODE, NOT_FOUND ->
                    "Check the address. Lists: /api/v1/jobs, /api/v1/jobs/{id}/tasks,"
                            + " /api/v1/nodes.";
            case NO_SUCH_TYPE, UNKNOWN_TYPE -> "GET /api/v1/types lists the types there are.";
            case NO_SUCH_BLOB, UNKNOWN_BLOB -> "Upload it with PUT /api/v1/blobs/{sha256}.";
            case METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE ->
                    "See the API's description for what the address takes.";
            case JOB_NOT_ENDED, TASK_NOT_ENDED ->
                    "Wait with GET /api/v1/jobs/{id}?wait=30s or follow its events.";
            case JOB_FAILED, JOB_CANCELLED, JOB_ENDED ->
                    "The job's record says why it ended. Submit it anew.";
            case NOTHING_TO_ACCEPT ->
                    "GET /api/v1/recovery says how the grid stands; it goes on by itself.";
            case NOTHING_TO_RETRY ->
                    "Retry a job that failed, was cancelled, or is degraded, once it has ended.";
            case NEEDS_EVERY_TASK -> "Leave failurePolicy out, and retry the job when it failed.";
            case POISON ->
                    "See what the task does on its own; mend it and retry the job, or go on"
                            + " without it by failurePolicy.";
            case NODE_LOST -> "Retry the job if its tasks may run twice; retry.enabled allows it.";
            case UNKNOWN_JOB -> "Submit the job that it depends on first, and name its id.";
            case NO_SUCH_STEP -> "GET /api/v1/jobs/{id} lists the job's steps.";
            case STEP_OF_JOB -> "Do it with the job that it is a step of.";
            case IMPOSSIBLE_STEPS -> "Read errors[]: each entry points at a step and says why.";
            case STEP_FAILED -> "See the step's own job, which steps[] of the job names.";
            case DEPENDENCY_FAILED ->
                    "See why the other job ended so; with on: always it would not matter.";
            case QUEUE_TIMED_OUT -> "Raise queueTimeout or the priority, or add nodes.";
            case JOB_CLOSED ->
                    "Submit another job; with open: true it takes tasks until it is closed.";
            case RESULT_GONE -> "Submit the job anew, with a longer resultTtl.";
            case TOO_LARGE -> "Upload large input as a blob; divide what has too many tasks.";
            case BODY_TOO_SLOW -> "Send it faster, or upload what is large as a blob, at any pace.";
            case RANGE_NOT_SATISFIABLE ->
                    "Content-Range of the answer says how long the content is.";
            case NODE_OFFLINE -> "Start the node again; it comes back under a new id.";
            case NODE_ROLE ->
                    "A scheduler runs no tasks: start the node with --role hybrid or worker.";
            case IDEMPOTENCY_CONFLICT -> "Use another key for another request.";
            case QUEUE_FULL, TOO_MANY_STREAMS, UNAVAILABLE ->
                    "Wait as long as Retry-After says and repeat, with the same Idempotency-Key.";
            case BELOW_QUORUM ->
                    "A majority of the nodes that keep data has to be in reach: start those that are"
                            + " missing, or wait until the network is whole, and repeat. Where they"
                            + " are lost for good, gridmill recover says what to do.";
            case INTERNAL -> "Look for the request's id (instance) in the server's log.";
            case DISK_FULL -> "Delete jobs that are not needed or give the node more disk.";
            case TASK_FAILED, SPLIT_FAILED, AGGREGATE_FAILED ->
                    "The message is the exception's. Mend the task type or its parameters.";
            case TASK_TIMED_OUT, TASK_ABANDONED ->
                    "Raise taskTimeout, make tasks smaller, or let the code check whether to stop.";
            case RESULT_TOO_LARGE -> "Divide the job into smaller tasks.";
            case JOB_TIMED_OUT -> "Raise timeout or add nodes.";
            case JOIN_REFUSED ->
                    "The message says what differs between the node and the grid. Start the node"
                            + " again with the same.";
            case DATA_LOST -> "Submit the job anew; keep more backups where this happens.";
        };
    }
}
