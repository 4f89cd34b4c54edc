package io.gridmill.cli;

import io.gridmill.cli.local.Fleet;
import io.gridmill.cli.local.FleetPlan;
import io.gridmill.cli.local.JavaCommand;
import io.gridmill.cli.local.MemberPorts;
import io.gridmill.client.GridClient;
import io.gridmill.durable.StoreSettings;
import io.gridmill.node.ConfiguredKeys;
import io.gridmill.node.GridConfig;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A whole grid on this machine. */
@Command(
        name = "up",
        description = "Runs a grid on this machine with HTTP API and dashboard, until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    private static final SettingOptions OPTIONS = SettingOptions.ofUp();

    /** Keys of the node in this process alone, and those that the plan gives to each node. */
    private static final Set<Setting> OF_THE_FIRST =
            EnumSet.of(
                    Setting.HTTP_PORT,
                    Setting.CLUSTER_PORT,
                    Setting.CLUSTER_NAME,
                    Setting.CLUSTER_BACKUPS,
                    Setting.NODE_NAME,
                    Setting.NODE_ROLE,
                    Setting.NODE_SLOTS,
                    Setting.NODE_LABELS,
                    Setting.NODE_TASK_TYPES,
                    Setting.NODE_RESOURCES,
                    Setting.DATA);

    private final Terminal terminal;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Nodes; all but the first are processes of their own (default: 1).")
    private int nodes;

    @Option(names = "--no-respawn", description = "Does not start a dead node again.")
    private boolean noRespawn;

    @Spec private @Nullable CommandSpec spec;

    private UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command with its options. */
    static CommandLine line(Terminal terminal) {
        return OPTIONS.addTo(new CommandLine(new UpCommand(terminal)));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SettingOptions.warn(terminal);
        Settings settings = settings();
        DataDirectory directory = new DataDirectory(Path.of(settings.text(Setting.DATA)));
        check(settings, directory);
        settings =
                SecretChoice.withFile(
                        settings,
                        directory.root().resolve("cluster-secret"),
                        terminal.environment());
        LogFiles.in(directory);
        FleetPlan plan = plan(settings, directory);
        GridConfig first = first(settings, plan, directory);
        int port = (int) settings.number(Setting.HTTP_PORT);
        LocalGrid grid = LocalGrid.start(first, port, directory.root());
        Fleet fleet =
                Fleet.start(
                        plan,
                        grid.memberAddress(),
                        JavaCommand.ofThisProcess(GridmillMain.class.getName()),
                        !noRespawn,
                        terminal.err());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(grid, fleet), "gridmill-shutdown"));
        welcome(grid, plan, settings, directory);
        new CountDownLatch(1).await();
        return ExitStatus.DONE;
    }

    /** A file serves one machine; what others join needs a database that all of them reach. */
    private Settings settings() {
        Map<String, String> environment = terminal.environment();
        CommandSpec known = Objects.requireNonNull(spec);
        Settings settings = OPTIONS.read(known, environment, Map.of(Setting.STORE, "sqlite"));
        return MemberAddress.joinsOthers(settings)
                ? OPTIONS.read(known, environment, Map.of())
                : settings;
    }

    private void check(Settings settings, DataDirectory directory) throws IOException {
        long most = settings.number(Setting.CLUSTER_MAX_NODES);
        if (nodes < 1 || nodes > most) {
            throw CommandException.usage("--nodes must be 1 to " + most + " (cluster.maxNodes).");
        }
        if (settings.text(Setting.NODE_SLOTS).equals("0")) {
            throw CommandException.usage(
                    "--slots is 0; a grid needs 1 or more: each of its nodes has at least one.");
        }
        if (settings.text(Setting.NODE_ROLE).equals("worker")) {
            throw CommandException.usage(
                    "A worker keeps no data, so a grid cannot begin with one: --role scheduler or"
                            + " hybrid here, then `gridmill node --role worker --join HOST:PORT`.");
        }
        if (nodes > 1 && !settings.flag(Setting.CLUSTER_ENABLED)) {
            throw CommandException.usage(
                    "cluster.enabled is false: this node is alone; leave --nodes out.");
        }
        Optional<URI> other = directory.server();
        if (other.isPresent() && answers(other.get())) {
            throw CommandException.failed(
                    "A grid works on "
                            + directory.root()
                            + " already, at "
                            + other.get()
                            + ". Use that one, stop it, or give another --data.",
                    null);
        }
        int port = (int) settings.number(Setting.HTTP_PORT);
        if (port != 0 && !MemberPorts.isFree("127.0.0.1", port)) {
            throw CommandException.failed(
                    "Port "
                            + port
                            + " is in use on 127.0.0.1. Stop what listens there, or give"
                            + " another with --port.",
                    null);
        }
    }

    private static boolean answers(URI server) {
        try (GridClient client = new GridClient(server, null)) {
            return client.ready();
        }
    }

    private FleetPlan plan(Settings settings, DataDirectory directory) {
        String slots = settings.text(Setting.NODE_SLOTS);
        int all = slots.equals("cores") ? GridConfig.defaults().slots() : Integer.parseInt(slots);
        FleetPlan plan =
                FleetPlan.of(
                                clusterName(settings),
                                (int) settings.number(Setting.CLUSTER_BACKUPS),
                                all,
                                nodes,
                                directory.root())
                        .called(settings.text(Setting.NODE_NAME))
                        .withOptions(options(settings, directory));
        return settings.text(Setting.NODE_ROLE).equals("scheduler")
                ? plan.firstWithoutSlots(all)
                : plan;
    }

    /** Nothing joins by surprise unless it is meant to. */
    private static String clusterName(Settings settings) {
        boolean named = settings.isGiven(Setting.CLUSTER_NAME);
        return named || MemberAddress.joinsOthers(settings)
                ? settings.text(Setting.CLUSTER_NAME)
                : FleetPlan.freshName();
    }

    /** What all nodes are told alike: they read neither the file nor the environment again. */
    private List<String> options(Settings settings, DataDirectory directory) {
        Map<Setting, String> told = new EnumMap<>(Setting.class);
        told.putAll(settings.given());
        told.keySet().removeAll(OF_THE_FIRST);
        told.put(Setting.CLUSTER_ADDRESS, MemberAddress.of(settings).host());
        StoreChoice.tell(store(settings, directory), told);
        // Members to join are given as options, beside the first node.
        told.remove(Setting.DISCOVERY_MEMBERS);
        List<String> arguments = SettingOptions.arguments(told);
        for (String member : settings.texts(Setting.DISCOVERY_MEMBERS)) {
            arguments.addAll(List.of("--join", member));
        }
        return arguments;
    }

    private StoreSettings store(Settings settings, DataDirectory directory) {
        return StoreChoice.of(
                settings, directory.root().resolve("grid.db"), terminal.environment());
    }

    /** The role, labels and types are those of the node in this process; the others are hybrid. */
    private GridConfig first(Settings settings, FleetPlan plan, DataDirectory directory)
            throws IOException {
        GridConfig config =
                ConfiguredKeys.configured(GridConfig.defaults(), settings)
                        .withNodeName(plan.first().name())
                        .withSlots(plan.first().slots())
                        .withData(plan.first().data())
                        .withStore(store(settings, directory));
        if (!settings.flag(Setting.CLUSTER_ENABLED)) {
            return config.alone();
        }
        MemberAddress address = MemberAddress.of(settings);
        int port = (int) settings.number(Setting.CLUSTER_PORT);
        boolean given = settings.isGiven(Setting.CLUSTER_PORT);
        if (given) {
            address.checkFree(port);
        }
        return config.withCluster(
                config.cluster()
                        .named(plan.clusterName())
                        .at(address.host(), port)
                        .withSecret(
                                SecretChoice.of(settings, address.host(), terminal.environment()))
                        .withPorts(given ? 1 : MemberPorts.most(port, MemberPorts.MANY)));
    }

    /** The others leave first, so that what they hold has somewhere to go. */
    private static void stop(LocalGrid grid, Fleet fleet) {
        grid.leave();
        fleet.close();
        grid.close();
    }

    /** What a node that joins has to have as this one. */
    private String joining(Settings settings, DataDirectory directory) {
        Map<Setting, String> told = new EnumMap<>(Setting.class);
        StoreSettings store = store(settings, directory);
        if (store.present()) {
            StoreChoice.tell(store, told);
        }
        for (Setting same :
                List.of(
                        Setting.CLUSTER_SECRET_FILE,
                        Setting.CLUSTER_BACKUPS,
                        Setting.CLUSTER_SIZE)) {
            if (settings.isGiven(same)) {
                told.put(same, settings.text(same));
            }
        }
        StringBuilder options = new StringBuilder();
        told.forEach(
                (setting, value) ->
                        options.append(' ')
                                .append(setting.options().node())
                                .append(' ')
                                .append(value));
        return options.toString();
    }

    private void welcome(
            LocalGrid grid, FleetPlan plan, Settings settings, DataDirectory directory) {
        PrintStream out = terminal.out();
        int all = plan.nodes().stream().mapToInt(FleetPlan.Member::slots).sum();
        out.println(
                "Gridmill works here: "
                        + nodes
                        + (nodes == 1 ? " node, " : " nodes, ")
                        + all
                        + (all == 1 ? " slot" : " slots")
                        + ", data in "
                        + directory.root());
        out.println();
        out.println("Dashboard and API: " + grid.url());
        out.println("Administrator's token, also in " + directory.root().resolve("token") + ":");
        out.println();
        out.println(grid.token());
        out.println();
        String where =
                settings.isGiven(Setting.DATA) ? " --data " + settings.text(Setting.DATA) : "";
        out.println("Try it from another terminal:");
        out.println(
                "  gridmill run mandelbrot --param width=2048 --param height=2048 --out m.png"
                        + where);
        out.println("  gridmill jobs" + where);
        if (settings.flag(Setting.CLUSTER_ENABLED)) {
            out.println("Another node may join with:");
            out.println(
                    "  gridmill node --cluster-name "
                            + plan.clusterName()
                            + " --join "
                            + grid.memberAddress()
                            + joining(settings, directory)
                            + " --data ANOTHER_DIR");
        }
        out.println("Ctrl-C ends it.");
        out.flush();
    }
}
