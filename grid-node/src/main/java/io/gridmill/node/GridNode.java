package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.cluster.ClusterSettings;
import io.gridmill.cluster.Engine;
import io.gridmill.engine.NodeCommand;
import io.gridmill.execute.HandlerType;
import io.gridmill.explain.Explanation;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobEvent;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobRequest;
import io.gridmill.join.ClusterSecret;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.Content;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobPlan;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeNames;
import io.gridmill.report.NodeStatus;
import io.gridmill.report.Page;
import io.gridmill.report.RecoveryStatus;
import io.gridmill.report.StateCounts;
import io.gridmill.report.TaskLogText;
import io.gridmill.report.TaskStatus;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of the grid inside this process: a member of the cluster with its slots. Close it to leave.
 *
 * <pre>{@code
 * try (GridNode node = GridNode.start(GridConfig.defaults().alone())) {
 *     Submission job = node.submit(JobRequest.of("mandelbrot", parameters, InputData.none()), "me", null);
 * }
 * }</pre>
 *
 * Thread-safe.
 */
public final class GridNode implements GridOperations, AutoCloseable {
    private final GridConfig config;
    private final TaskTypes types;
    private final Engine engine;
    private final Admission admission;
    private final JobQueries queries;
    private final Submissions submissions;
    private final GridOverview overview;
    private final LiveConfig live;
    private final NodeCommands commands;
    private final JobChanges changes;
    private final Schedules schedules;
    private final ScheduleDriver scheduleDriver;
    private final Explanations explanations;
    private final Recoveries recoveries;

    private GridNode(GridConfig config, TaskTypes types) throws IOException {
        this.config = config;
        this.types = types;
        this.engine = new Engine(settings(config, types), types, GridVersion.current());
        this.overview = new GridOverview(engine, config);
        this.live = new LiveConfig(config, engine, types, overview);
        this.admission = new Admission(types, live::now);
        this.queries = new JobQueries(engine);
        QueueGauge gauge = new QueueGauge(engine);
        NodeFits fits = new NodeFits(engine, overview);
        this.submissions =
                new Submissions(engine, admission, queries, gauge, new Outlook(engine, fits));
        this.commands = new NodeCommands(engine, overview);
        this.changes =
                new JobChanges(engine, admission, new TaskAdmission(live::now), queries, gauge);
        this.recoveries = new Recoveries(engine, overview);
        this.schedules = new Schedules(this, engine);
        this.scheduleDriver = new ScheduleDriver(this, engine);
        scheduleDriver.start();
        this.explanations = new Explanations(engine, queries, fits, () -> live.now().scheduling());
    }

    /** Starts a node with the task types on the class path; returns when it is a member. */
    public static GridNode start(GridConfig config) {
        return start(config, TaskTypes.load());
    }

    /** Starts a node with exactly these task types. */
    public static GridNode start(GridConfig config, TaskTypes types) {
        try {
            return new GridNode(config, types);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data directory " + config.data() + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static ClusterSettings settings(GridConfig config, TaskTypes types) {
        GridConfig.Cluster cluster = config.cluster();
        GridConfig.Limits limits = config.limits();
        String node = NodeNames.id(config.nodeName(), JobIds.random(0).substring(18));
        return new ClusterSettings(
                node,
                cluster.enabled() ? cluster.name() : cluster.name() + "-" + node,
                cluster.host(),
                cluster.port(),
                cluster.ports(),
                cluster.enabled() ? cluster.members() : List.of(),
                cluster.backups(),
                cluster.heartbeatInterval(),
                cluster.failureAfter(),
                config.data(),
                config.profile().withKnownTypes(types.all().stream().map(TaskType::name).toList()),
                config.health(),
                config.scheduling(),
                new ClusterSettings.Capacity(
                        config.profile().role().runsTasks() ? config.slots() : 0,
                        limits.maxTaskResult(),
                        limits.maxBlob(),
                        limits.diskBudget(),
                        limits.cancelGrace(),
                        limits.shutdownGrace()),
                config.store(),
                // A node alone has one that nobody else can know.
                cluster.enabled()
                        ? ClusterSecret.needed(cluster.host(), cluster.secret())
                        : ClusterSecret.random(new SecureRandom()),
                limits.maxNodes(),
                cluster.enabled() ? cluster.size() : 1,
                cluster.lostDataWait());
    }

    /** Id of this node: its name, and a part that differs after each start. */
    public String id() {
        return engine.node();
    }

    @Override
    public TaskTypes types() {
        return types;
    }

    @Override
    public Submission submit(JobRequest request, String user, @Nullable String idempotencyKey) {
        return submissions.submit(request, user, idempotencyKey);
    }

    @Override
    public JobPlan plan(JobRequest request) {
        return submissions.plan(request, overview::running);
    }

    /** Submits under an id that follows from something: once more gives the same job. */
    void submitAs(String id, JobRequest request, String user) {
        submissions.submitAs(id, request, user);
    }

    @Override
    public long check(JobRequest request) {
        return submissions.check(request);
    }

    @Override
    public JobStatus job(String id) {
        return queries.status(queries.record(id));
    }

    @Override
    public JobStatus awaitEnd(String id, Duration atMost) throws InterruptedException {
        JobRecord ended =
                engine.signals()
                        .await(
                                id,
                                atMost.toMillis(),
                                () -> {
                                    JobRecord job = queries.record(id);
                                    return job.state().ended() ? job : null;
                                });
        return ended == null ? job(id) : queries.status(ended);
    }

    @Override
    public Page<JobStatus> jobs(JobQuery query) {
        return queries.jobs(query);
    }

    @Override
    public Page<TaskStatus> tasks(
            String job, @Nullable TaskState state, @Nullable String cursor, int limit) {
        return queries.tasks(job, state, cursor, limit);
    }

    @Override
    public TaskStatus task(String job, long number) {
        return queries.task(job, number);
    }

    @Override
    public Explanation explain(String job) {
        return explanations.job(job);
    }

    @Override
    public Explanation explain(String job, long task) {
        return explanations.task(job, task);
    }

    @Override
    public Content result(String job) {
        return queries.result(job);
    }

    @Override
    public String stepJob(String job, String step) {
        return StepQueries.idOf(queries.record(job), step);
    }

    @Override
    public Content taskResult(String job, long number) {
        return queries.taskResult(job, number);
    }

    @Override
    public TaskLogText taskLog(String job, long number, int attempt) {
        return queries.taskLog(job, number, attempt);
    }

    @Override
    public AddedTasks addTasks(
            String id, List<? extends JsonNode> items, @Nullable String idempotencyKey) {
        return changes.addTasks(id, items, idempotencyKey);
    }

    @Override
    public JobStatus change(String id, JobEdit edit, String user) {
        return changes.change(id, edit, user);
    }

    @Override
    public JobStatus close(String id, String user) {
        return changes.close(id, user);
    }

    @Override
    public JobStatus cancel(String id) {
        JobRecord job = queries.record(id);
        if (job.state().ended()) {
            throw new GridException(
                    ErrorCode.JOB_ENDED, "Job " + id + " has ended already: " + job.state());
        }
        JobRecord after =
                engine.durable()
                        .change(
                                id,
                                new JobEvent.Cancel(
                                        job.spec().user(),
                                        job.progress().generation(),
                                        engine.ledger().now()));
        return queries.status(after == null ? job : after);
    }

    @Override
    public JobStatus retry(String id, String user) {
        return Retries.retry(engine, queries, id, user);
    }

    @Override
    public void delete(String id) {
        changes.delete(id);
    }

    @Override
    public ScheduleOperations schedules() {
        return schedules;
    }

    @Override
    public SettingsOperations settings() {
        return live;
    }

    @Override
    public List<NodeStatus> nodes() {
        return overview.nodes();
    }

    @Override
    public NodeStatus node(String wanted) {
        return overview.node(wanted);
    }

    @Override
    public NodeStatus drain(String node, String user) {
        return commands.send(node, _ -> new NodeCommand.Drain(user));
    }

    @Override
    public NodeStatus resume(String node) {
        return commands.send(node, _ -> new NodeCommand.Resume());
    }

    @Override
    public NodeStatus slots(String node, int count) {
        return commands.slots(node, count);
    }

    /**
     * Sets how many tasks this node runs at once, from now on: more start at once, surplus ones end
     * after their present task.
     *
     * @param count 0 to {@link GridConfig#MOST_SLOTS}
     */
    public void slots(int count) {
        slots(id(), count);
    }

    /**
     * Adds a function that a program registers: jobs of its name run here too, from now on.
     *
     * @throws IllegalStateException when a type of this name is known here already
     */
    void register(HandlerType type) {
        types.add(type);
        engine.announce(type.name());
    }

    /** Takes no new work from now on, for good, and says so: to be closed soon. */
    public void leave() {
        engine.leave();
    }

    /** Whether no node has any work and this one runs nothing, as far as is known here. */
    public boolean idle() {
        return overview.idle();
    }

    @Override
    public ClusterStatus cluster() {
        return overview.cluster();
    }

    @Override
    public RecoveryStatus recovery() {
        return recoveries.status();
    }

    @Override
    public RecoveryStatus acceptLoss(String user) {
        return recoveries.acceptLoss(user);
    }

    @Override
    public AutoCloseable watch(String job, Consumer<JobChange> consumer) {
        queries.record(job);
        return JobWatch.start(engine, queries, job, consumer);
    }

    @Override
    public String putBlob(InputStream content, @Nullable String digest) throws IOException {
        return engine.putBlob(content, digest);
    }

    @Override
    public Content blob(String digest) {
        long size =
                engine.blobs()
                        .size(digest)
                        .orElseThrow(
                                () ->
                                        new GridException(
                                                ErrorCode.NO_SUCH_BLOB, "No blob " + digest));
        return new StoredContent(
                engine.dataStore(),
                new DataRef.Blob(digest, size),
                "application/octet-stream",
                digest);
    }

    @Override
    public Content exportState() throws IOException {
        return StateFile.of(engine);
    }

    @Override
    public StateCounts importState(InputStream in) throws IOException {
        return engine.durable().importState(in);
    }

    /** Stops at once and tells nobody, as a crash would; for tests. */
    public void crash() {
        scheduleDriver.close();
        engine.crash();
    }

    /** HOST:PORT at which other members reach this one. */
    public String memberAddress() {
        return engine.members().selfAddress();
    }

    /** How it was configured when it started. */
    public GridConfig config() {
        return config;
    }

    @Override
    public void close() {
        scheduleDriver.close();
        engine.close();
    }
}
