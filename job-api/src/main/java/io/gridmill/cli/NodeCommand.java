package io.gridmill.cli;

import io.gridmill.cli.local.DirectoryClaim;
import io.gridmill.cli.local.MemberPorts;
import io.gridmill.cli.local.ParentWatch;
import io.gridmill.durable.StoreSettings;
import io.gridmill.health.IdleWatch;
import io.gridmill.job.DurationText;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A node without the HTTP API. */
@Command(
        name = "node",
        description = "Runs a headless node that joins others, until it is stopped (Ctrl-C).")
final class NodeCommand implements Callable<Integer> {
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 500;

    private final Terminal terminal;

    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    private @Nullable String name;

    @Option(names = "--slots", paramLabel = "N", description = "Tasks at once; one per core.")
    private @Nullable Integer slots;

    @Option(
            names = {"--port", "--member-port"},
            paramLabel = "P",
            description = "Member port; the first free one from 5701 on where absent.")
    private @Nullable Integer port;

    @Option(
            names = "--ports",
            hidden = true,
            defaultValue = "1",
            description = "How many are tried from --port on.")
    private int ports;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its directory; also GRIDMILL_DATA, else gridmill-data/NAME here.")
    private @Nullable Path data;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            defaultValue = "gridmill",
            description = "Only members of the same name join (default: ${DEFAULT-VALUE}).")
    private String clusterName = "gridmill";

    @Option(
            names = "--http-port",
            paramLabel = "P",
            description = "Serves health and metrics there.")
    private @Nullable Integer httpPort;

    @Mixin private final ClusterOptions cluster = new ClusterOptions();
    @Mixin private final ProfileOptions profile = new ProfileOptions();
    @Mixin private final HealthOptions health = new HealthOptions();
    @Mixin private final StoreOptions store = new StoreOptions();
    @Mixin private final SchedulingOptions scheduling = new SchedulingOptions();
    @Mixin private final QueueOptions queue = new QueueOptions();
    @Mixin private final RetryOptions retries = new RetryOptions();

    @Option(
            names = "--shutdown-grace",
            paramLabel = "TIME",
            defaultValue = "10s",
            description =
                    "How long running tasks may go on when it is told to end and others stay"
                            + " (default: ${DEFAULT-VALUE}).")
    private String shutdownGrace = "10s";

    @Option(
            names = "--exit-when-idle",
            description = "Leaves when no node of the grid has had work for five seconds.")
    private boolean exitWhenIdle;

    @Option(names = "--parent-watch", hidden = true, description = "Ends when its input ends.")
    private boolean parentWatch;

    NodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        GridConfig config = config();
        LogFiles.in(new DataDirectory(config.data()));
        if (parentWatch) {
            ParentWatch.start(terminal.in());
        }
        GridNode node = GridNode.start(config);
        try (HealthEndpoint health =
                httpPort == null ? null : HealthEndpoint.start(node, httpPort)) {
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "gridmill-shutdown"));
            terminal.err().println(config.nodeName() + " is up, member " + node.memberAddress());
            if (health != null) {
                terminal.err().println("Health and metrics: http://127.0.0.1:" + health.port());
            }
            if (exitWhenIdle) {
                awaitIdle(node);
                terminal.err().println(config.nodeName() + " leaves: the grid has no more work");
            } else {
                new CountDownLatch(1).await();
            }
            node.close();
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
        return ExitStatus.DONE;
    }

    private static void awaitIdle(GridNode node) throws InterruptedException {
        IdleWatch watch = new IdleWatch(IDLE.toNanos());
        while (!watch.look(!node.idle(), System.nanoTime())) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private Duration grace() {
        return DurationText.parse(shutdownGrace)
                .orElseThrow(
                        () ->
                                CommandException.usage(
                                        "--shutdown-grace is "
                                                + shutdownGrace
                                                + "; write a time such as 10s or 2m."));
    }

    private GridConfig config() throws IOException {
        GridConfig defaults = GridConfig.defaults();
        if (slots != null && (slots < 0 || slots > GridConfig.MOST_SLOTS)) {
            throw CommandException.usage("--slots must be 0 to " + GridConfig.MOST_SLOTS + ".");
        }
        Path given = DataDirectory.named(data, terminal.environment()).orElse(null);
        int member = port == null ? usualPort(given) : port;
        String called = name == null ? "node-" + member : name;
        Path directory = given == null ? defaults.data().resolve(called) : given;
        return defaults.withNodeName(called)
                .withSlots(slots == null ? defaults.slots() : slots)
                .withProfile(profile.profile())
                .withScheduling(scheduling.rules())
                .withHealth(health.limits())
                .withStore(store.settings(null, StoreSettings.Kind.NONE, terminal.environment()))
                .withRetry(retries.rule())
                .withLimits(queue.in(defaults.limits()).withShutdownGrace(grace()))
                .withData(directory)
                .withCluster(
                        cluster.cluster(
                                        clusterName,
                                        member,
                                        port == null ? MemberPorts.MANY : ports)
                                .withSecret(cluster.secret(terminal.environment())));
    }

    /**
     * The first port that is free now. Where name and directory follow from it, it is one that no
     * other node, started at the same moment, has taken.
     */
    private int usualPort(@Nullable Path given) throws IOException {
        GridConfig defaults = GridConfig.defaults();
        int first = defaults.cluster().port();
        for (int next = first; next < first + MemberPorts.MANY; next++) {
            if (MemberPorts.isFree(cluster.host(), next)
                    && (name != null
                            || given != null
                            || DirectoryClaim.take(defaults.data().resolve("node-" + next)))) {
                return next;
            }
        }
        throw CommandException.failed(
                "No member port from " + first + " on is free; give one with --port.", null);
    }
}
