package io.gridmill.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridmill.explain.Explanation;
import io.gridmill.explain.Reason;
import io.gridmill.job.GridException;
import io.gridmill.ledger.TaskState;
import io.gridmill.node.AddedTasks;
import io.gridmill.node.JobQuery;
import io.gridmill.node.Submission;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.Page;
import io.gridmill.report.RecoveryStatus;
import io.gridmill.report.StateCounts;
import io.gridmill.report.TaskStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A grid over HTTP. Every method throws {@link GridException} when the grid says no and {@link
 * ServerUnreachableException} when no answer came. Thread-safe.
 */
public final class GridClient implements AutoCloseable {
    private static final String API = "/api/v1";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final TypeReference<Page<JobStatus>> JOBS = new TypeReference<>() {};
    private static final TypeReference<Page<TaskStatus>> TASKS = new TypeReference<>() {};
    private static final TypeReference<List<NodeStatus>> NODES = new TypeReference<>() {};

    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};

    private final HttpCalls calls;

    /**
     * Connects nothing yet.
     *
     * @param server such as {@code http://127.0.0.1:8080}
     * @param token null for none
     */
    public GridClient(URI server, @Nullable String token) {
        this.calls = new HttpCalls(server, token);
    }

    /** The server's address. */
    public URI server() {
        return calls.server();
    }

    /** Whether a server is there and takes work; never throws because it is not. */
    public boolean ready() {
        try {
            HttpRequest.Builder request =
                    calls.request("/health/readiness").timeout(Duration.ofSeconds(5));
            calls.send(request).body().close();
            return true;
        } catch (GridException | ServerUnreachableException | IOException _) {
            return false;
        }
    }

    /**
     * Submits a job.
     *
     * @param request the job as the contract writes it
     * @param idempotencyKey makes a repetition safe; null for none
     */
    public Submission submit(JsonNode request, @Nullable String idempotencyKey) {
        HttpRequest.Builder post =
                calls.request(API + "/jobs")
                        .header("Content-Type", "application/json")
                        .POST(HttpCalls.json(request));
        if (idempotencyKey != null) {
            post.header("Idempotency-Key", idempotencyKey);
        }
        HttpResponse<InputStream> answer = calls.send(post);
        try (InputStream body = answer.body()) {
            JsonNode told = Wire.MAPPER.readTree(body);
            JsonNode waiting = told.path("waiting");
            return new Submission(
                    Wire.MAPPER.treeToValue(told, JobStatus.class),
                    answer.statusCode() == 202,
                    waiting.isArray() ? Wire.MAPPER.convertValue(waiting, REASONS) : List.of());
        } catch (IOException e) {
            throw calls.unreachable(e);
        }
    }

    /** Checks a job and says what it would make; the server stores nothing. */
    public JobPlan plan(JsonNode request) {
        HttpRequest.Builder post =
                calls.request(API + "/jobs?dryRun=true")
                        .header("Content-Type", "application/json")
                        .POST(HttpCalls.json(request));
        return calls.read(post, JobPlan.class);
    }

    /** One job. */
    public JobStatus job(String id) {
        return calls.read(calls.request(job(id, "")), JobStatus.class);
    }

    /** One job, once it has ended or about the time is over, which is a minute at most. */
    public JobStatus awaitEnd(String id, Duration atMost) {
        Duration wait = atMost.compareTo(LONGEST_WAIT) < 0 ? atMost : LONGEST_WAIT;
        return calls.read(calls.waitingRequest(job(id, "?wait=" + wait), wait), JobStatus.class);
    }

    /** The node of this id or name, or the only one whose id or name begins so. */
    public NodeStatus node(String wanted) {
        return calls.read(calls.request(node(wanted, "")), NodeStatus.class);
    }

    /** Has a node finish what it runs and take nothing new. */
    public NodeStatus drain(String node) {
        return calls.read(
                calls.request(node(node, ":drain")).POST(BodyPublishers.noBody()),
                NodeStatus.class);
    }

    /** Has a drained node take work again. */
    public NodeStatus resume(String node) {
        return calls.read(
                calls.request(node(node, ":resume")).POST(BodyPublishers.noBody()),
                NodeStatus.class);
    }

    /** Sets how many tasks a node runs at once. */
    public NodeStatus slots(String node, int count) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("slots", count);
        return calls.read(
                calls.request(node(node, ""))
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpCalls.json(body)),
                NodeStatus.class);
    }

    /** Jobs, newest first. */
    public Page<JobStatus> jobs(JobQuery query) {
        StringBuilder path = new StringBuilder(API + "/jobs?limit=" + query.limit());
        append(path, "state", query.state() == null ? null : query.state().name());
        append(path, "type", query.type());
        for (Map.Entry<String, String> label : query.labels().entrySet()) {
            append(path, "label", label.getKey() + "=" + label.getValue());
        }
        append(path, "parent", query.parent());
        append(path, "cursor", query.cursor());
        return calls.read(calls.request(path.toString()), JOBS);
    }

    /** Tasks of a job by number; see {@link io.gridmill.node.GridOperations#tasks}. */
    public Page<TaskStatus> tasks(
            String job, @Nullable TaskState state, @Nullable String cursor, int limit) {
        return tasks(job, null, state, cursor, limit);
    }

    /** Tasks of one step of a job. */
    public Page<TaskStatus> tasks(
            String job,
            @Nullable String step,
            @Nullable TaskState state,
            @Nullable String cursor,
            int limit) {
        StringBuilder path = new StringBuilder(job(job, "/tasks?limit=" + limit));
        append(path, "step", step);
        append(path, "state", state == null ? null : state.name());
        append(path, "cursor", cursor);
        return calls.read(calls.request(path.toString()), TASKS);
    }

    /** One task. */
    public TaskStatus task(String job, long number) {
        return calls.read(calls.request(job(job, "/tasks/" + number)), TaskStatus.class);
    }

    /** Why a job, or a part of it, is not running. */
    public Explanation explain(String id) {
        return calls.read(calls.request(job(id, "/explain")), Explanation.class);
    }

    /** Why a task is not running. */
    public Explanation explain(String id, long task) {
        return calls.read(calls.request(job(id, "/tasks/" + task + "/explain")), Explanation.class);
    }

    /** The result of a job that succeeded; the caller closes it. */
    public Download result(String job) {
        return download(job(job, "/result"));
    }

    /** The result of a step of a job; the caller closes it. */
    public Download result(String job, String step) {
        return download(job(job, "/result?step=" + HttpCalls.encoded(step)));
    }

    /** All that the grid knows; the caller closes it. */
    public Download exportState() {
        return download(calls.request(API + "/state").timeout(Duration.ofDays(1)));
    }

    /** Brings in what was exported. */
    public StateCounts importState(Path file) throws FileNotFoundException {
        return calls.read(
                calls.request(API + "/state")
                        .header("Content-Type", "application/x-ndjson")
                        .timeout(Duration.ofDays(1))
                        .PUT(BodyPublishers.ofFile(file)),
                StateCounts.class);
    }

    /** The result of one task; the caller closes it. */
    public Download taskResult(String job, long number) {
        return download(job(job, "/tasks/" + number + "/result"));
    }

    /**
     * What the code of a task wrote.
     *
     * @param attempt number of the attempt, from 1; 0 for the last one
     * @param after lines that are known already
     */
    public TaskLogPart taskLog(String job, long number, int attempt, long after) {
        String path = "/tasks/" + number + "/logs?attempt=" + attempt + "&after=" + after;
        HttpResponse<InputStream> answer = calls.send(calls.request(job(job, path)));
        try (InputStream body = answer.body()) {
            return new TaskLogPart(
                    answer.headers().firstValue("Gridmill-Attempt").map(Integer::valueOf).orElse(0),
                    answer.headers().firstValueAsLong("Gridmill-Lines").orElse(0),
                    answer.headers().firstValue("Gridmill-Over").map(Boolean::valueOf).orElse(true),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw calls.unreachable(e);
        }
    }

    /** Asks for a job to stop. */
    public JobStatus cancel(String id) {
        HttpRequest.Builder post = calls.request(job(id, ":cancel"));
        return calls.read(post.POST(BodyPublishers.noBody()), JobStatus.class);
    }

    /** Runs again what did not succeed of an ended job. */
    public JobStatus retry(String id) {
        HttpRequest.Builder post = calls.request(job(id, ":retry"));
        return calls.read(post.POST(BodyPublishers.noBody()), JobStatus.class);
    }

    /** Changes priority, labels, metadata or time to live of a job: a JSON merge patch. */
    public JobStatus change(String id, JsonNode change) {
        HttpRequest.Builder patch =
                calls.request(job(id, "")).header("Content-Type", "application/merge-patch+json");
        return calls.read(patch.method("PATCH", HttpCalls.json(change)), JobStatus.class);
    }

    /**
     * Adds tasks to an open job: a JSON object, or an array of them.
     *
     * @param idempotencyKey makes a repetition safe; null for none
     */
    public AddedTasks addTasks(String id, JsonNode tasks, @Nullable String idempotencyKey) {
        HttpRequest.Builder post = calls.request(job(id, "/tasks"));
        post.header("Content-Type", "application/json");
        if (idempotencyKey != null) {
            post.header("Idempotency-Key", idempotencyKey);
        }
        return calls.read(post.POST(BodyPublishers.ofString(tasks.toString())), AddedTasks.class);
    }

    /** Closes an open job to further tasks. */
    public JobStatus close(String id) {
        HttpRequest.Builder post = calls.request(job(id, ":close"));
        return calls.read(post.POST(BodyPublishers.noBody()), JobStatus.class);
    }

    /** Forgets an ended job. */
    public void delete(String id) throws IOException {
        calls.send(calls.request(job(id, "")).DELETE()).body().close();
    }

    /** Jobs that run again and again. */
    public ScheduleCalls schedules() {
        return new ScheduleCalls(calls);
    }

    /** The configuration. */
    public ConfigCalls config() {
        return new ConfigCalls(calls);
    }

    /** All nodes, by name. */
    public List<NodeStatus> nodes() {
        JsonNode answer = calls.read(calls.request(API + "/nodes"), JsonNode.class);
        return Wire.MAPPER.convertValue(items(answer), NODES);
    }

    /** Totals. */
    public ClusterStatus cluster() {
        return calls.read(calls.request(API + "/cluster"), ClusterStatus.class);
    }

    /** What is lost, or comes back. */
    public RecoveryStatus recovery() {
        return calls.read(calls.request(API + "/recovery"), RecoveryStatus.class);
    }

    /** Has the nodes that are left go on: those that are missing are lost for good. */
    public RecoveryStatus acceptLoss() {
        return calls.read(
                calls.request(API + "/recovery")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"acceptLoss\":true}")),
                RecoveryStatus.class);
    }

    /** All task types as the server describes them: an array. */
    public JsonNode types() {
        return items(calls.read(calls.request(API + "/types"), JsonNode.class));
    }

    /** One task type as the server describes it. */
    public JsonNode type(String name) {
        return calls.read(calls.request(API + "/types/" + HttpCalls.encoded(name)), JsonNode.class);
    }

    /**
     * Uploads a file that does not change meanwhile; nothing of it is held in memory.
     *
     * @param digest its SHA-256, see {@link Digests}
     */
    public void putBlob(Path file, String digest) throws FileNotFoundException {
        HttpRequest.Builder put =
                calls.request(API + "/blobs/" + HttpCalls.encoded(digest))
                        .header("Content-Type", "application/octet-stream")
                        .timeout(Duration.ofDays(1))
                        .PUT(BodyPublishers.ofFile(file));
        try {
            calls.send(put).body().close();
        } catch (IOException e) {
            throw calls.unreachable(e);
        }
    }

    /**
     * Tells a consumer about a job from the calling thread until it ends; a broken stream is taken
     * up again where it broke.
     */
    public void watch(String job, Consumer<JobChange> consumer) {
        new JobStream(calls, job(job, "/events"), consumer).run();
    }

    @Override
    public void close() {
        calls.close();
    }

    private Download download(String path) {
        return download(calls.request(path));
    }

    private Download download(HttpRequest.Builder request) {
        HttpResponse<InputStream> answer = calls.send(request);
        return new Download(
                answer.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                answer.headers().firstValueAsLong("Content-Length").orElse(-1),
                answer.body());
    }

    private static String job(String id, String rest) {
        return API + "/jobs/" + HttpCalls.encoded(id) + rest;
    }

    private static String node(String wanted, String rest) {
        return API + "/nodes/" + HttpCalls.encoded(wanted) + rest;
    }

    private static void append(StringBuilder path, String name, @Nullable String value) {
        if (value != null) {
            path.append('&').append(name).append('=').append(HttpCalls.encoded(value));
        }
    }

    private static JsonNode items(JsonNode answer) {
        return answer.has("items") ? answer.get("items") : answer;
    }
}
