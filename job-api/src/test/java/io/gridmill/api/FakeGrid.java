package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridmill.explain.Explanation;
import io.gridmill.explain.Reason;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.LogTail;
import io.gridmill.ledger.TaskState;
import io.gridmill.node.AddedTasks;
import io.gridmill.node.GridOperations;
import io.gridmill.node.JobQuery;
import io.gridmill.node.ScheduleOperations;
import io.gridmill.node.SettingsOperations;
import io.gridmill.node.Submission;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.Content;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeSelector;
import io.gridmill.report.NodeState;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.Page;
import io.gridmill.report.RecoveryStatus;
import io.gridmill.report.StateCounts;
import io.gridmill.report.StoreStatus;
import io.gridmill.report.TaskCounts;
import io.gridmill.report.TaskLogText;
import io.gridmill.report.TaskStatus;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A grid that remembers what it was asked and answers what a test put into it. */
final class FakeGrid implements GridOperations {
    static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    final Map<String, JobStatus> jobs = new ConcurrentHashMap<>();
    final Map<String, JobRequest> requests = new ConcurrentHashMap<>();
    final Map<String, String> keys = new ConcurrentHashMap<>();
    final Map<String, Content> results = new ConcurrentHashMap<>();
    volatile List<Reason> waiting = List.of();
    final List<JobEdit> edits = new CopyOnWriteArrayList<>();
    final List<JsonNode> added = new CopyOnWriteArrayList<>();
    final Map<String, Content> blobs = new ConcurrentHashMap<>();
    final List<Watch> watches = new CopyOnWriteArrayList<>();
    final List<String> threads = new CopyOnWriteArrayList<>();
    volatile @Nullable JobQuery lastQuery;
    volatile @Nullable RuntimeException fault;
    volatile NodeState nodeState = NodeState.BUSY;
    volatile int nodeSlots = 2;
    volatile boolean quorumBelow;
    final List<RecoveryStatus.AcceptedLoss> acceptedLosses = new CopyOnWriteArrayList<>();
    final ScheduleOperations schedules = new FakeSchedules();
    final FakeSettings settings = new FakeSettings();

    /** A watch that a test speaks through. */
    static final class Watch implements AutoCloseable {
        final Consumer<JobChange> consumer;
        volatile boolean closed;

        Watch(Consumer<JobChange> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Puts a job in. */
    JobStatus job(String id, JobState state) {
        JobStatus status = status(id, state, 1);
        jobs.put(id, status);
        return status;
    }

    static JobStatus status(String id, JobState state, long version) {
        JobStatus.Failure error =
                state == JobState.FAILED
                        ? new JobStatus.Failure("task-failed", "It broke", 3L)
                        : null;
        return new JobStatus(
                id,
                version,
                "echo",
                JsonNodeFactory.instance.objectNode().put("tasks", 4),
                state,
                1,
                5,
                "admin",
                Map.of("team", "render"),
                Map.of(),
                new JobStatus.Times(THEN, null, null, null, null),
                false,
                false,
                new JobStatus.Blocks(1, 0, 4),
                TaskCounts.NONE,
                0.5,
                new JobStatus.Statistics(0, 0, 0, 0, 0, 0),
                error,
                null,
                null,
                "fail-fast",
                false,
                List.of(),
                null,
                null,
                "least-busy",
                null);
    }

    private void enter() {
        threads.add(Thread.currentThread().toString());
        RuntimeException wanted = fault;
        if (wanted != null) {
            throw wanted;
        }
    }

    @Override
    public TaskTypes types() {
        enter();
        return TaskTypes.of(List.of(new EchoType()));
    }

    @Override
    public Submission submit(JobRequest request, String user, @Nullable String idempotencyKey) {
        enter();
        if (types().find(request.type()).isEmpty()) {
            throw new GridException(ErrorCode.UNKNOWN_TYPE, "No type " + request.type());
        }
        String known = idempotencyKey == null ? null : keys.get(idempotencyKey);
        if (known != null) {
            JobRequest before = requests.get(known);
            if (before == null || !before.parameters().equals(request.parameters())) {
                throw new GridException(ErrorCode.IDEMPOTENCY_CONFLICT, "Another request");
            }
            return new Submission(job(known), false, waiting);
        }
        String id = "job-" + (requests.size() + 1);
        requests.put(id, request);
        if (idempotencyKey != null) {
            keys.put(idempotencyKey, id);
        }
        return new Submission(job(id, JobState.PENDING), true, waiting);
    }

    @Override
    public JobStatus job(String id) {
        enter();
        JobStatus status = jobs.get(id);
        if (status == null) {
            throw new GridException(ErrorCode.NO_SUCH_JOB, "No job " + id);
        }
        return status;
    }

    @Override
    public JobStatus awaitEnd(String id, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!job(id).state().ended() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        return job(id);
    }

    @Override
    public Page<JobStatus> jobs(JobQuery query) {
        enter();
        lastQuery = query;
        if (query.cursor() != null && !query.cursor().equals("next-page")) {
            throw new GridException(ErrorCode.BAD_REQUEST, "No such cursor");
        }
        List<JobStatus> all = new ArrayList<>(jobs.values());
        return new Page<>(all.subList(0, Math.min(query.limit(), all.size())), "next-page");
    }

    @Override
    public Page<TaskStatus> tasks(
            String job, @Nullable TaskState state, @Nullable String cursor, int limit) {
        job(job);
        return new Page<>(List.of(task(job, 0)), null);
    }

    @Override
    public TaskStatus task(String job, long number) {
        job(job);
        if (number > 3) {
            throw new GridException(ErrorCode.NO_SUCH_TASK, "The job has 4 tasks");
        }
        TaskStatus.Attempt attempt =
                new TaskStatus.Attempt(1, "node", THEN, null, null, null, null, null, 1);
        return new TaskStatus(
                job, number, TaskState.RUNNING, "node", List.of(attempt), null, null, null);
    }

    @Override
    public Content result(String job) {
        JobStatus status = job(job);
        Content result = results.get(job);
        if (result != null) {
            return result;
        }
        throw new GridException(
                switch (status.state()) {
                    case FAILED -> ErrorCode.JOB_FAILED;
                    case CANCELLED -> ErrorCode.JOB_CANCELLED;
                    case SUCCEEDED -> ErrorCode.RESULT_GONE;
                    default -> ErrorCode.JOB_NOT_ENDED;
                },
                "No result in " + status.state());
    }

    @Override
    public JobPlan plan(JobRequest request) {
        enter();
        return new JobPlan(
                request.type(), 4L, true, null, 1, List.of(), List.of("alpha"), List.of(), null);
    }

    @Override
    public String stepJob(String job, String step) {
        job(job);
        if (!step.equals("a")) {
            throw new GridException(ErrorCode.NO_SUCH_STEP, "No step " + step);
        }
        return job + "." + step;
    }

    @Override
    public Content taskResult(String job, long number) {
        task(job, number);
        Content result = results.get(job + "/" + number);
        if (result == null) {
            throw new GridException(ErrorCode.TASK_NOT_ENDED, "Still runs");
        }
        return result;
    }

    @Override
    public TaskLogText taskLog(String job, long number, int attempt) {
        task(job, number);
        LogTail tail = new LogTail(3, 2, true, "t1 one\nt2 two\n");
        return new TaskLogText(Math.max(1, attempt), true, tail);
    }

    @Override
    public long check(JobRequest request) {
        enter();
        if (types().find(request.type()).isEmpty()) {
            throw new GridException(ErrorCode.UNKNOWN_TYPE, "No type " + request.type());
        }
        return request.parameters().path("tasks").asLong(1);
    }

    @Override
    public JobStatus change(String id, JobEdit edit, String user) {
        edits.add(edit);
        return job(id);
    }

    @Override
    public AddedTasks addTasks(
            String id, List<? extends JsonNode> items, @Nullable String idempotencyKey) {
        job(id);
        added.addAll(items);
        return new AddedTasks(added.size() - items.size(), items.size(), added.size());
    }

    @Override
    public Explanation explain(String id) {
        return new Explanation(
                job(id).id(),
                null,
                "PENDING",
                true,
                List.of(
                        new Reason(
                                ReasonCode.WAITING_START_TIME,
                                "It starts soon",
                                Map.of("startAt", THEN.toString()))));
    }

    @Override
    public Explanation explain(String id, long task) {
        return new Explanation(
                id, task(id, task).number(), TaskState.RUNNING.name(), false, List.of());
    }

    @Override
    public JobStatus close(String id, String user) {
        return job(id);
    }

    @Override
    public JobStatus cancel(String id) {
        if (job(id).state().ended()) {
            throw new GridException(ErrorCode.JOB_ENDED, "Ended before");
        }
        return job(id, JobState.CANCELLING);
    }

    @Override
    public JobStatus retry(String id, String user) {
        if (!job(id).state().ended()) {
            throw new GridException(ErrorCode.NOTHING_TO_RETRY, "Still runs");
        }
        return job(id, JobState.RUNNING);
    }

    @Override
    public void delete(String id) {
        if (!job(id).state().ended()) {
            throw new GridException(ErrorCode.JOB_NOT_ENDED, "Still runs");
        }
        jobs.remove(id);
    }

    @Override
    public ScheduleOperations schedules() {
        return schedules;
    }

    @Override
    public SettingsOperations settings() {
        return settings;
    }

    @Override
    public List<NodeStatus> nodes() {
        enter();
        return List.of(alpha(nodeState, nodeSlots));
    }

    @Override
    public NodeStatus node(String wanted) {
        return NodeSelector.find(wanted, nodes());
    }

    @Override
    public NodeStatus drain(String node, String user) {
        node(node);
        nodeState = NodeState.DRAINING;
        return node(node);
    }

    @Override
    public NodeStatus resume(String node) {
        node(node);
        nodeState = NodeState.ONLINE;
        return node(node);
    }

    @Override
    public NodeStatus slots(String node, int count) {
        node(node);
        nodeSlots = count;
        return node(node);
    }

    private static NodeStatus alpha(NodeState state, int slots) {
        return new NodeStatus(
                "n-1",
                "alpha",
                "127.0.0.1:5701",
                state,
                state == NodeState.BUSY ? "memory" : null,
                THEN,
                true,
                "hybrid",
                Map.of("zone", "a"),
                List.of("echo"),
                slots,
                1,
                7,
                0.5,
                0.1,
                0.9,
                1.5,
                10,
                42,
                1000,
                "test",
                List.of("job-1/3"),
                Map.of("cpu", new NodeStatus.Resource("2", "0")));
    }

    @Override
    public ClusterStatus cluster() {
        enter();
        return new ClusterStatus(
                "fake",
                1,
                2,
                1,
                7,
                1,
                1,
                10,
                2.5,
                0,
                true,
                new StoreStatus("none", false, null),
                "off");
    }

    @Override
    public RecoveryStatus recovery() {
        enter();
        return new RecoveryStatus(
                quorumBelow ? "below-quorum" : "ok",
                "As a test wants it",
                1,
                3,
                2,
                List.of("node-2"),
                null,
                null,
                List.of(new RecoveryStatus.LostJob("job-1", 7)),
                acceptedLosses);
    }

    @Override
    public RecoveryStatus acceptLoss(String user) {
        enter();
        if (!quorumBelow) {
            throw new GridException(ErrorCode.NOTHING_TO_ACCEPT, "Nothing is lost");
        }
        quorumBelow = false;
        acceptedLosses.add(
                new RecoveryStatus.AcceptedLoss(THEN, user, "node", 1, 3, List.of("node-2")));
        return recovery();
    }

    @Override
    public AutoCloseable watch(String job, Consumer<JobChange> consumer) {
        enter();
        Watch watch = new Watch(consumer);
        watches.add(watch);
        return watch;
    }

    @Override
    public String putBlob(InputStream content, @Nullable String digest) throws IOException {
        enter();
        MessageDigest sha = sha256();
        long size =
                content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), sha));
        String found = HexFormat.of().formatHex(sha.digest());
        if (digest != null && !digest.equals(found)) {
            throw new GridException(ErrorCode.BAD_REQUEST, "The bytes have the digest " + found);
        }
        blobs.put(found, FakeContent.zeros(size));
        return found;
    }

    @Override
    public Content blob(String digest) {
        enter();
        Content blob = blobs.get(digest);
        if (blob == null) {
            throw new GridException(ErrorCode.NO_SUCH_BLOB, "No blob " + digest);
        }
        return blob;
    }

    @Override
    public Content exportState() {
        enter();
        return FakeContent.zeros(10);
    }

    @Override
    public StateCounts importState(InputStream in) throws IOException {
        enter();
        return new StateCounts(in.transferTo(OutputStream.nullOutputStream()), 0, 0);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
