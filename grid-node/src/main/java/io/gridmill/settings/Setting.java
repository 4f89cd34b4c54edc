package io.gridmill.settings;

import io.gridmill.settings.ValueType.Choice;
import io.gridmill.settings.ValueType.Decimal;
import io.gridmill.settings.ValueType.Flag;
import io.gridmill.settings.ValueType.Size;
import io.gridmill.settings.ValueType.Time;
import io.gridmill.settings.ValueType.Whole;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every key of the configuration: the one list from which the file, the environment, the options of
 * the commands, live changes and the documentation are made.
 */
public enum Setting {
    HTTP_PORT(
            "http.port",
            new Whole(0, 65_535),
            "8080",
            Reach.START,
            Options.of("--port", "--http-port"),
            "Port of the HTTP API and the page; 0: any free one. A headless node serves health and"
                    + " metrics there, where it is given"),
    CLUSTER_ENABLED(
            "cluster.enabled",
            new Flag(),
            "true",
            "Whether other nodes may join; false: this node alone, without a member port"),
    CLUSTER_PORT(
            "cluster.port",
            new Whole(1, 65_535),
            "5701",
            Reach.START,
            Options.of("--member-port", "--port"),
            "Member port; the further nodes of up have the next ones. Where it is not given, the first"
                    + " free one from the default on"),
    CLUSTER_ADDRESS(
            "cluster.address",
            KnownTypes.HOST,
            "127.0.0.1",
            Reach.START,
            Options.both("--address"),
            "Address of this machine at which other nodes reach the member port, which is bound to it"
                    + " alone"),
    CLUSTER_NAME(
            "cluster.name",
            KnownTypes.NAME,
            "gridmill",
            Reach.START,
            Options.both("--cluster-name"),
            "Only nodes of the same name join each other; up makes a fresh one where none is given"
                    + " and it neither joins others nor has an address for them"),
    CLUSTER_SECRET_FILE(
            "cluster.secretFile",
            KnownTypes.LINE,
            "",
            Reach.START,
            Options.both("--cluster-secret-file"),
            "File with the secret that all nodes of a grid have, 32 characters or more, else the text in"
                    + " GRIDMILL_CLUSTER_SECRET; needed with a cluster.address beyond this machine. Two"
                    + " lines while it is changed: the first is used, both are accepted. up makes one"
                    + " for a grid of this machine"),
    CLUSTER_SIZE(
            "cluster.size",
            new Whole(0, 1_000, "unset"),
            "unset",
            Reach.START,
            Options.both("--cluster-size"),
            "Nodes that keep data, of which more than half have to be in reach; unset or 0: as many"
                    + " as were seen; 1: no protection against split networks"),
    CLUSTER_MAX_NODES(
            "cluster.maxNodes",
            new Whole(1, 1_000),
            "50",
            Reach.GRID,
            "A node that would be one more is refused when it joins; those that are there stay"),
    CLUSTER_BACKUPS(
            "cluster.backups",
            new Whole(0, 6),
            "2",
            Reach.START,
            Options.both("--backups"),
            "Copies of every record beside the first, as far as there are nodes for them; the same"
                    + " on all nodes"),
    CLUSTER_HEARTBEAT_INTERVAL(
            "cluster.heartbeatInterval",
            new Time(Duration.ofMillis(100), Duration.ofMinutes(1)),
            "1s",
            "How often a node tells the others how it is"),
    CLUSTER_FAILURE_AFTER(
            "cluster.failureAfter",
            new Time(Duration.ofSeconds(2), Duration.ofMinutes(10)),
            "5s",
            "A node that is silent for so long is taken for lost; at least two heartbeats. One whose"
                    + " process ends is noticed at once"),
    CLUSTER_LOST_DATA_WAIT(
            "cluster.lostDataWait",
            new Time(Duration.ZERO, Duration.ofDays(1)),
            "30s",
            Reach.START,
            Options.both("--lost-data-wait"),
            "How long data that is on no node any more is waited for before it is made again, or its"
                    + " job fails: more nodes died at once than there are backups"),
    DISCOVERY_METHOD(
            "discovery.method",
            new Choice("manual"),
            "manual",
            "How nodes find each other: by discovery.members"),
    DISCOVERY_MEMBERS(
            "discovery.members",
            KnownTypes.ADDRESSES,
            "",
            Reach.START,
            Options.both("--join"),
            "Members to join, those of them that are there"),
    NODE_NAME(
            "node.name",
            KnownTypes.NAME,
            "node",
            Reach.START,
            Options.both("--name"),
            "What people call it; where it is not given, node-PORT. The nodes of up are called NAME-1,"
                    + " NAME-2 and so on"),
    NODE_ROLE(
            "node.role",
            new Choice(List.of("hybrid", "scheduler", "worker"), Map.of("master", "scheduler")),
            "hybrid",
            Reach.START,
            Options.both("--role"),
            "worker runs tasks and keeps no data, scheduler (or master) keeps data and runs none,"
                    + " hybrid does both"),
    NODE_SLOTS(
            "node.slots",
            new Whole(0, 1_024, "cores"),
            "cores",
            Reach.NODE,
            Options.both("--slots"),
            "Tasks that a node runs at once; cores: one for each. For up, of all its nodes"
                    + " together when they start"),
    NODE_LABELS(
            "node.labels",
            KnownTypes.LABELS,
            "{}",
            Reach.NODE,
            Options.both("--label"),
            "What jobs may require of a node"),
    NODE_TASK_TYPES(
            "node.taskTypes",
            KnownTypes.TASK_TYPES,
            "",
            Reach.NODE,
            Options.both("--task-type"),
            "Runs tasks of these types only; empty or all: of all that it knows"),
    NODE_RESOURCES(
            "node.resources",
            KnownTypes.RESOURCES,
            "{}",
            Reach.START,
            Options.both("--resource"),
            "What tasks that require it use up while they run; where not said, cpu is the number of"
                    + " slots and memory the machine's"),
    TASK_TIMEOUT(
            "task.timeout",
            new Time(Duration.ofMillis(1), Duration.ofDays(30)),
            "300s",
            Reach.GRID,
            "How long an attempt of a task may run, where its job does not say"),
    TASK_MAX_RESULT(
            "task.maxResultBytes", new Size(1, 1L << 40), "256MiB", "Largest result of one task"),
    RETRY_ENABLED(
            "retry.enabled",
            new Flag(),
            "true",
            Reach.GRID,
            Options.both("--retry-enabled"),
            "false: nothing runs twice, a job fails with its first failed or lost task, whatever it"
                    + " asks for"),
    RETRY_MAX_RETRIES(
            "retry.maxRetries",
            new Whole(0, 99),
            "3",
            Reach.GRID,
            "How often a failed task is tried again, where its job does not say"),
    RETRY_DELAY(
            "retry.delay",
            new Time(Duration.ZERO, Duration.ofDays(1)),
            "5s",
            Reach.GRID,
            "Wait before the first retry, where the job does not say"),
    RETRY_MULTIPLIER(
            "retry.multiplier",
            new Decimal(1, false, 10),
            "2",
            "How much longer each further wait is, where the job does not say"),
    RETRY_MAX_DELAY(
            "retry.maxDelay",
            new Time(Duration.ZERO, Duration.ofDays(1)),
            "5m",
            "Longest wait before a retry, where the job does not say"),
    POISON_NODES(
            "poison.nodes",
            new Whole(1, 100),
            "3",
            Reach.GRID,
            Options.both("--poison-nodes"),
            "A task that was the end of so many nodes is given up"),
    SCHEDULING_STRATEGY(
            "scheduling.strategy",
            new Choice("least-busy", "round-robin", "capability", "local"),
            "least-busy",
            Reach.GRID,
            Options.both("--strategy"),
            "Who takes the tasks of a job first that names none"),
    SCHEDULING_STEALING(
            "scheduling.stealing",
            new Flag(),
            "true",
            Reach.GRID,
            Options.both("--stealing"),
            "Whether nodes take work that was meant for others first, once it has waited"),
    SCHEDULING_BATCH_SIZE(
            "scheduling.batchSize",
            new Whole(1, 256, "auto"),
            "auto",
            Reach.GRID,
            Options.both("--batch-size"),
            "Tasks that a slot claims at once; auto goes by how long they run"),
    SCHEDULING_SPECULATION(
            "scheduling.speculation",
            new Flag(),
            "false",
            Reach.GRID,
            Options.both("--speculation"),
            "Whether slow tasks of jobs that do not say may run a second time elsewhere"),
    QUEUE_MAX_WAITING_JOBS(
            "queue.maxWaitingJobs",
            new Whole(1, 1_000_000_000),
            "1000",
            Reach.GRID,
            Options.both("--max-waiting-jobs"),
            "Jobs that have not ended, beyond which jobs are refused"),
    QUEUE_MAX_WAITING_TASKS(
            "queue.maxWaitingTasks",
            new Whole(1, 1_000_000_000_000L),
            "20000000",
            Reach.GRID,
            Options.both("--max-waiting-tasks"),
            "Tasks that wait, beyond which jobs are refused"),
    QUEUE_MAX_JOBS_PER_USER(
            "queue.maxJobsPerUser",
            new Whole(1, 1_000_000_000),
            "1000",
            Reach.GRID,
            Options.both("--max-jobs-per-user"),
            "Jobs of one user that have not ended"),
    QUEUE_MAX_TASKS_PER_USER(
            "queue.maxTasksPerUser",
            new Whole(1, 1_000_000_000_000L),
            "20000000",
            Reach.GRID,
            Options.both("--max-tasks-per-user"),
            "Tasks of one user's jobs that have not settled"),
    QUEUE_MAX_WAITING_BYTES(
            "queue.maxWaitingBytes",
            new Size(1, 1L << 49),
            "256GiB",
            Reach.GRID,
            Options.both("--max-waiting-bytes"),
            "Parameters and inputs of all jobs that have not ended"),
    QUEUE_MAX_PARAMETER_BYTES(
            "queue.maxParameterBytes",
            new Size(1, 1L << 40),
            "256MiB",
            Reach.GRID,
            "Parameters alone of all jobs that have not ended: nodes have them in memory"),
    JOB_MAX_TASKS(
            "job.maxTasks",
            new Whole(1, 20_000_000),
            "20000000",
            Reach.GRID,
            "Tasks that a job may have"),
    JOB_BLOCK_SIZE(
            "job.blockSize",
            new Whole(1, 1_024, "auto"),
            "auto",
            Reach.GRID,
            "Tasks that stand in one block of a job; auto goes by their number and the slots"),
    HEALTH_FOREIGN_CPU(
            "health.foreignCpu",
            new Decimal(0, true, 1e9),
            "0.5",
            Reach.NODE,
            Options.both("--health-cpu"),
            "A node takes no new work while others use more of its machine's processors; 1 or more:"
                    + " it never matters"),
    HEALTH_MEMORY(
            "health.memory",
            new Decimal(0, true, 1e9),
            "0.9",
            Reach.NODE,
            Options.both("--health-memory"),
            "The same for the heap after a collection and for the machine's memory"),
    HEALTH_FOREIGN_LOAD(
            "health.foreignLoad",
            new Decimal(0, true, 1e9),
            "2",
            Reach.NODE,
            Options.both("--health-load"),
            "The same for others' load average, per core"),
    BLOB_MAX(
            "blob.maxBytes",
            new Size(1, 1L << 49),
            "64GiB",
            "Largest blob: an uploaded input, or a large result"),
    BLOB_DISK_BUDGET(
            "blob.diskBudget", new Size(1, 1L << 49), "256GiB", "Bytes of blobs on a node"),
    CANCEL_GRACE(
            "cancel.grace",
            new Time(Duration.ofMillis(100), Duration.ofHours(1)),
            "10s",
            "How long code may go on after it was interrupted, before its attempt is given up"),
    SHUTDOWN_GRACE(
            "shutdown.grace",
            new Time(Duration.ZERO, Duration.ofHours(1)),
            "10s",
            Reach.START,
            Options.of("", "--shutdown-grace"),
            "How long running tasks may go on when their node is told to end and others stay"),
    STORE(
            "store",
            new Choice("none", "sqlite", "postgres"),
            "none",
            Reach.START,
            Options.both("--store"),
            "What outlives all processes: sqlite (a file, for one machine; default of up), postgres"
                    + " or none; the same on all nodes"),
    STORE_URL(
            "store.url",
            KnownTypes.STORE_URL,
            "",
            Reach.START,
            Options.both("--store-url"),
            "Where the store is; up has a file in its data directory"),
    STORE_USER(
            "store.user",
            KnownTypes.LINE,
            "",
            Reach.START,
            Options.both("--store-user"),
            "User of the database; its password stands in GRIDMILL_STORE_PASSWORD alone"),
    DATA(
            "data",
            KnownTypes.DIRECTORY,
            "gridmill-data",
            Reach.START,
            Options.both("--data"),
            "Directory of the grid's files; a headless node has one of its name in it, where it is"
                    + " not given");

    static final String PREFIX = "GRIDMILL_";

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // records, whose lists are copies
    private final ValueType type;

    private final String standard;
    private final Reach reach;

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts
    private final Options options;

    private final String meaning;

    /** One that takes effect when a node starts, without an option. */
    Setting(String key, ValueType type, String standard, String meaning) {
        this(key, type, standard, Reach.START, meaning);
    }

    /** One without an option. */
    Setting(String key, ValueType type, String standard, Reach reach, String meaning) {
        this(key, type, standard, reach, Options.NONE, meaning);
    }

    Setting(
            String key,
            ValueType type,
            String standard,
            Reach reach,
            Options options,
            String meaning) {
        this.key = key;
        this.type = type;
        this.standard =
                type.parse(standard)
                        .orElseThrow(() -> new IllegalArgumentException(key + ": " + standard));
        this.reach = reach;
        this.options = options;
        this.meaning = meaning;
    }

    /** Its name, such as {@code queue.maxWaitingJobs}. */
    public String key() {
        return key;
    }

    public ValueType type() {
        return type;
    }

    /** Its value where nobody says, as {@link ValueType#parse(String)} gives it. */
    public String standard() {
        return standard;
    }

    public Reach reach() {
        return reach;
    }

    public Options options() {
        return options;
    }

    /** What it is, as a sentence without its full stop. */
    public String meaning() {
        return meaning;
    }

    /** The variable of the environment that sets it, such as {@code GRIDMILL_HTTP_PORT}. */
    public String variable() {
        return PREFIX
                + key.replaceAll("([a-z])([A-Z])", "$1_$2")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** The key of this name; empty where there is none. */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findAny();
    }

    /** All names. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }
}
