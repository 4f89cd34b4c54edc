package io.gridmill.node;

import io.gridmill.claim.QueueLimits;
import io.gridmill.claim.SchedulingRules;
import io.gridmill.durable.StoreSettings;
import io.gridmill.health.HealthLimits;
import io.gridmill.job.RetryRule;
import io.gridmill.join.ClusterSecret;
import io.gridmill.report.NodeProfile;
import io.gridmill.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a node runs. The keys of the configuration file stand beside each value.
 *
 * @param nodeName shown to people; unique by convention, not by force
 * @param slots {@code node.slots}: tasks run at once, 0 (none) to 1,024
 * @param profile {@code node.role}, {@code node.labels}, {@code node.taskTypes}
 * @param health {@code health.*}: from when on the node takes no new work
 * @param data {@code data}: directory of this node alone
 * @param cluster how members find each other
 * @param taskTimeout {@code task.timeout}: for one attempt, where the job says nothing
 * @param retry {@code retry.*}: where the job says nothing; {@code retry.enabled} and {@code
 *     poison.nodes} hold for every job
 * @param blockSize {@code job.blockSize}: tasks per block, 1 to 1,024; 0 lets the grid choose
 * @param limits what is refused
 * @param scheduling {@code scheduling.*}: how work is shared out
 * @param store {@code store}, {@code store.url}: what outlives all processes
 * @param given who said what when it was put together, as people are told; what holds are the
 *     other fields
 */
public record GridConfig(
        String nodeName,
        int slots,
        NodeProfile profile,
        HealthLimits health,
        Path data,
        Cluster cluster,
        Duration taskTimeout,
        RetryRule retry,
        int blockSize,
        Limits limits,
        SchedulingRules scheduling,
        StoreSettings store,
        Settings given) {

    /** Most slots of a node. */
    public static final int MOST_SLOTS = 1_024;

    /** Most nodes that keep data. */
    public static final int MOST_SIZE = 1_000;

    public GridConfig {
        if (slots < 0 || slots > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "node.slots is " + slots + "; a node may have 0 to " + MOST_SLOTS);
        }
    }

    /**
     * How members find each other.
     *
     * @param enabled {@code cluster.enabled}; false: this node alone, joined by nobody
     * @param name {@code cluster.name}: only members of the same name join
     * @param host address that the member port is bound to; loopback by default
     * @param port {@code cluster.port}; 0 for any free one
     * @param members {@code discovery.members}: HOST:PORT of members to join
     * @param backups {@code cluster.backups}: 0 to 6; the grid keeps as many as it has members for
     * @param heartbeatInterval {@code cluster.heartbeatInterval}
     * @param failureAfter {@code cluster.failureAfter}: a silent member is removed after this
     * @param size {@code cluster.size}: nodes that keep data, of which a majority has to be in reach,
     *     0 to 1,000; 0: the most that were seen; 1: no protection against split networks
     * @param secret what members prove to each other; null for none, on loopback only
     * @param ports how many ports are tried from {@code port} on; 1: that one or none
     * @param lostDataWait {@code cluster.lostDataWait}: how long data that is on no node any more is
     *     waited for before it is made again, or its job fails; up to 1 day
     */
    public record Cluster(
            boolean enabled,
            String name,
            String host,
            int port,
            List<String> members,
            int backups,
            Duration heartbeatInterval,
            Duration failureAfter,
            int size,
            @Nullable ClusterSecret secret,
            int ports,
            Duration lostDataWait) {
        /** How long lost data is waited for where nobody said. */
        public static final Duration LOST_DATA_WAIT = Duration.ofSeconds(30);

        private static final Duration LONGEST_WAIT = Duration.ofDays(1);

        public Cluster {
            members = List.copyOf(members);
            if (lostDataWait.isNegative() || lostDataWait.compareTo(LONGEST_WAIT) > 0) {
                throw new IllegalArgumentException(
                        "cluster.lostDataWait is "
                                + lostDataWait
                                + "; lost data may be waited for up to 1 day");
            }
            if (ports < 1) {
                throw new IllegalArgumentException("One port at least has to be tried");
            }
            if (size < 0 || size > MOST_SIZE) {
                throw new IllegalArgumentException(
                        "cluster.size is "
                                + size
                                + "; a grid may have 0 (as many as were seen) to "
                                + MOST_SIZE
                                + " nodes that keep data");
            }
        }

        /** Of as many members as were seen. */
        public Cluster(
                boolean enabled,
                String name,
                String host,
                int port,
                List<String> members,
                int backups,
                Duration heartbeatInterval,
                Duration failureAfter) {
            this(
                    enabled,
                    name,
                    host,
                    port,
                    members,
                    backups,
                    heartbeatInterval,
                    failureAfter,
                    0,
                    null,
                    1,
                    LOST_DATA_WAIT);
        }

        /** The same with another patience for lost data. */
        public Cluster withLostDataWait(Duration wait) {
            return with(draft -> draft.lostDataWait = wait);
        }

        /** The same under another name. */
        public Cluster named(String other) {
            return with(draft -> draft.name = other);
        }

        /** The same at another address and port. */
        public Cluster at(String otherHost, int otherPort) {
            return with(
                    draft -> {
                        draft.host = otherHost;
                        draft.port = otherPort;
                    });
        }

        /** The same with so many copies beside the first. */
        public Cluster withBackups(int copies) {
            return with(draft -> draft.backups = copies);
        }

        /** The same of so many members that keep data. */
        public Cluster withSize(int members) {
            return with(draft -> draft.size = members);
        }

        /** The same on the first port that is free of so many. */
        public Cluster withPorts(int count) {
            return with(draft -> draft.ports = count);
        }

        /** The same with what members prove to each other; null for nothing. */
        public Cluster withSecret(@Nullable ClusterSecret other) {
            return with(draft -> draft.secret = other);
        }

        private Cluster with(Consumer<ClusterDraft> change) {
            ClusterDraft draft = new ClusterDraft(this);
            change.accept(draft);
            return draft.build();
        }
    }

    /** What of a cluster's configuration is being changed. */
    private static final class ClusterDraft {
        private final Cluster from;
        private String name;
        private String host;
        private int port;
        private int backups;
        private int size;
        private @Nullable ClusterSecret secret;
        private int ports;
        private Duration lostDataWait;

        ClusterDraft(Cluster from) {
            this.from = from;
            name = from.name;
            host = from.host;
            port = from.port;
            backups = from.backups;
            size = from.size;
            secret = from.secret;
            ports = from.ports;
            lostDataWait = from.lostDataWait;
        }

        Cluster build() {
            return new Cluster(
                    from.enabled,
                    name,
                    host,
                    port,
                    from.members,
                    backups,
                    from.heartbeatInterval,
                    from.failureAfter,
                    size,
                    secret,
                    ports,
                    lostDataWait);
        }
    }

    /**
     * What is refused, and how long stopping may take.
     *
     * @param maxWaitingJobs {@code queue.maxWaitingJobs}: jobs that have not ended
     * @param maxWaitingTasks {@code queue.maxWaitingTasks}: tasks of jobs that have not ended
     * @param maxTasksPerJob {@code job.maxTasks}
     * @param maxTaskResult {@code task.maxResultBytes}
     * @param maxBlob {@code blob.maxBytes}
     * @param diskBudget {@code blob.diskBudget}: bytes of blobs on this node
     * @param cancelGrace {@code cancel.grace}: how long code may go on after it was interrupted
     * @param shutdownGrace {@code shutdown.grace}: how long tasks may run on when their node is told
     *     to end and others stay
     * @param maxNodes {@code cluster.maxNodes}: a node that would be one more is refused
     * @param queue {@code queue.*}: what one user may have waiting, and how large it may be
     */
    public record Limits(
            int maxWaitingJobs,
            long maxWaitingTasks,
            long maxTasksPerJob,
            long maxTaskResult,
            long maxBlob,
            long diskBudget,
            Duration cancelGrace,
            Duration shutdownGrace,
            int maxNodes,
            QueueLimits queue) {

        /** The same with other limits of what may wait. */
        public Limits withQueue(int jobs, long tasks, QueueLimits other) {
            return with(
                    draft -> {
                        draft.maxWaitingJobs = jobs;
                        draft.maxWaitingTasks = tasks;
                        draft.queue(other);
                    });
        }

        public Limits withShutdownGrace(Duration grace) {
            return with(draft -> draft.shutdownGrace = grace);
        }

        private Limits with(Consumer<LimitsDraft> change) {
            LimitsDraft draft = new LimitsDraft(this);
            change.accept(draft);
            return draft.build();
        }
    }

    /** The defaults: one slot per core, alone, data in {@code ./gridmill-data}. */
    public static GridConfig defaults() {
        return new GridConfig(
                "node",
                Runtime.getRuntime().availableProcessors(),
                NodeProfile.defaults(),
                HealthLimits.defaults(),
                Path.of("gridmill-data"),
                new Cluster(
                        true,
                        "gridmill",
                        "127.0.0.1",
                        5701,
                        List.of(),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5)),
                Duration.ofSeconds(300),
                new RetryRule(4, Duration.ofSeconds(5), 2.0, Duration.ofMinutes(5), List.of()),
                0,
                new Limits(
                        1_000,
                        20_000_000L,
                        20_000_000L,
                        256L << 20,
                        64L << 30,
                        256L << 30,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        50,
                        QueueLimits.defaults()),
                SchedulingRules.defaults(),
                StoreSettings.NONE,
                Settings.defaults());
    }

    public GridConfig withNodeName(String name) {
        return with(draft -> draft.nodeName = name);
    }

    public GridConfig withSlots(int count) {
        return with(draft -> draft.slots = count);
    }

    public GridConfig withProfile(NodeProfile other) {
        return with(draft -> draft.profile = other);
    }

    public GridConfig withHealth(HealthLimits other) {
        return with(draft -> draft.health = other);
    }

    public GridConfig withData(Path directory) {
        return with(draft -> draft.data = directory);
    }

    public GridConfig withCluster(Cluster other) {
        return with(draft -> draft.cluster = other);
    }

    public GridConfig withLimits(Limits other) {
        return with(draft -> draft.limits = other);
    }

    public GridConfig withBlockSize(int tasks) {
        return with(draft -> draft.blockSize = tasks);
    }

    public GridConfig withScheduling(SchedulingRules other) {
        return with(draft -> draft.scheduling = other);
    }

    public GridConfig withStore(StoreSettings other) {
        return with(draft -> draft.store = other);
    }

    public GridConfig withTaskTimeout(Duration timeout) {
        return with(draft -> draft.taskTimeout = timeout);
    }

    /** With who said what; the values themselves stay. */
    public GridConfig withGiven(Settings settings) {
        return with(draft -> draft.given = settings);
    }

    public GridConfig withRetry(RetryRule rule) {
        return with(draft -> draft.retry = rule);
    }

    /** This node alone: no port that others join. */
    public GridConfig alone() {
        return withCluster(
                new Cluster(
                        false,
                        cluster.name(),
                        "127.0.0.1",
                        0,
                        List.of(),
                        0,
                        cluster.heartbeatInterval(),
                        cluster.failureAfter()));
    }

    private GridConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.build();
    }

    /** A configuration being changed. */
    private static final class Draft {
        private String nodeName;
        private int slots;
        private NodeProfile profile;
        private HealthLimits health;
        private Path data;
        private Cluster cluster;
        private Duration taskTimeout;
        private RetryRule retry;
        private int blockSize;
        private Limits limits;
        private SchedulingRules scheduling;
        private StoreSettings store;
        private Settings given;

        Draft(GridConfig from) {
            nodeName = from.nodeName;
            slots = from.slots;
            profile = from.profile;
            health = from.health;
            data = from.data;
            cluster = from.cluster;
            taskTimeout = from.taskTimeout;
            retry = from.retry;
            blockSize = from.blockSize;
            limits = from.limits;
            scheduling = from.scheduling;
            store = from.store;
            given = from.given;
        }

        GridConfig build() {
            return new GridConfig(
                    nodeName,
                    slots,
                    profile,
                    health,
                    data,
                    cluster,
                    taskTimeout,
                    retry,
                    blockSize,
                    limits,
                    scheduling,
                    store,
                    given);
        }
    }
}
