package io.gridmill.cli;

import io.gridmill.cli.local.DirectoryClaim;
import io.gridmill.cli.local.MemberPorts;
import io.gridmill.cli.local.ParentWatch;
import io.gridmill.health.IdleWatch;
import io.gridmill.node.ConfiguredKeys;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridNode;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A node without the HTTP API. */
@Command(
        name = "node",
        description = "Runs a headless node that joins others, until it is stopped (Ctrl-C).")
final class NodeCommand implements Callable<Integer> {
    private static final SettingOptions OPTIONS = SettingOptions.ofNode();
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final long LOOK_MILLIS = 500;

    private final Terminal terminal;

    @Option(
            names = "--ports",
            hidden = true,
            defaultValue = "1",
            description = "How many are tried from --port on.")
    private int ports;

    @Option(
            names = "--exit-when-idle",
            description = "Leaves when no node of the grid has had work for five seconds.")
    private boolean exitWhenIdle;

    @Option(names = "--parent-watch", hidden = true, description = "Ends when its input ends.")
    private boolean parentWatch;

    @Spec private @Nullable CommandSpec spec;

    private NodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its options. */
    static CommandLine line(Terminal terminal) {
        return OPTIONS.addTo(new CommandLine(new NodeCommand(terminal)));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!parentWatch) {
            SettingOptions.warn(terminal);
        }
        Settings settings = settings();
        GridConfig config = config(settings);
        LogFiles.in(new DataDirectory(config.data()));
        if (parentWatch) {
            ParentWatch.start(terminal.in());
        }
        GridNode node = GridNode.start(config);
        try (HealthEndpoint health =
                settings.isGiven(Setting.HTTP_PORT)
                        ? HealthEndpoint.start(node, (int) settings.number(Setting.HTTP_PORT))
                        : null) {
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

    /** Who started it for a grid of this machine has told it all. */
    private Settings settings() {
        Map<String, String> environment = parentWatch ? Map.of() : terminal.environment();
        Settings settings = OPTIONS.read(Objects.requireNonNull(spec), environment, Map.of());
        if (!settings.flag(Setting.CLUSTER_ENABLED)) {
            throw CommandException.usage(
                    "cluster.enabled is false, and a headless node alone has nothing to do; `gridmill"
                            + " up` runs a node with an API.");
        }
        return settings;
    }

    private GridConfig config(Settings settings) throws IOException {
        GridConfig config = ConfiguredKeys.configured(GridConfig.defaults(), settings);
        MemberAddress address = MemberAddress.of(settings);
        boolean fixed = settings.isGiven(Setting.CLUSTER_PORT);
        int port = fixed ? config.cluster().port() : usualPort(settings, address.host());
        int tried = fixed ? ports : MemberPorts.MANY;
        if (tried == 1) {
            address.checkFree(port);
        }
        String called = settings.isGiven(Setting.NODE_NAME) ? config.nodeName() : "node-" + port;
        return config.withNodeName(called)
                .withData(
                        settings.isGiven(Setting.DATA)
                                ? config.data()
                                : config.data().resolve(called))
                .withStore(StoreChoice.of(settings, null, terminal.environment()))
                .withCluster(
                        config.cluster()
                                .at(address.host(), port)
                                .withSecret(
                                        SecretChoice.of(
                                                settings, address.host(), terminal.environment()))
                                .withPorts(MemberPorts.most(port, tried)));
    }

    /**
     * The first port that is free now. Where name and directory follow from it, it is one that no
     * other node, started at the same moment, has taken.
     */
    private static int usualPort(Settings settings, String host) throws IOException {
        GridConfig defaults = GridConfig.defaults();
        boolean placed = settings.isGiven(Setting.NODE_NAME) || settings.isGiven(Setting.DATA);
        int first = defaults.cluster().port();
        for (int next = first; next < first + MemberPorts.MANY; next++) {
            if (MemberPorts.isFree(host, next)
                    && (placed || DirectoryClaim.take(defaults.data().resolve("node-" + next)))) {
                return next;
            }
        }
        throw CommandException.failed(
                "No member port from " + first + " on is free; give one with --port.", null);
    }
}
