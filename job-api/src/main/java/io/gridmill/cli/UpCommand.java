package io.gridmill.cli;

import io.gridmill.cli.local.Fleet;
import io.gridmill.cli.local.FleetPlan;
import io.gridmill.cli.local.JavaCommand;
import io.gridmill.cli.local.MemberPorts;
import io.gridmill.client.GridClient;
import io.gridmill.durable.StoreSettings;
import io.gridmill.join.ClusterSecret;
import io.gridmill.node.GridConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A whole grid on this machine. */
@Command(
        name = "up",
        description = "Runs a grid on this machine with HTTP API and dashboard, until Ctrl-C.")
final class UpCommand implements Callable<Integer> {
    private static final int MOST_NODES = 50;

    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "Of the HTTP API and the dashboard (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Nodes; all but the first are processes of their own (default: 1).")
    private int nodes;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Tasks at once on all nodes together; one per core where absent.")
    private @Nullable Integer slots;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory; also GRIDMILL_DATA, else gridmill-data here.")
    private @Nullable Path data;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description =
                    "Only members of the same name join; a fresh one where absent, or gridmill"
                            + " with --join or an --address.")
    private @Nullable String clusterName;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "node",
            description =
                    "What people call its nodes: NAME-1, NAME-2 and so on (default:"
                            + " ${DEFAULT-VALUE}).")
    private String name = "node";

    @Option(
            names = "--member-port",
            paramLabel = "P",
            description =
                    "Member port of the node in this process, the others have the next ones; free"
                            + " ones from 5701 on where absent.")
    private @Nullable Integer memberPort;

    @Mixin private final ClusterOptions cluster = new ClusterOptions();

    @Mixin private final ProfileOptions profile = new ProfileOptions();
    @Mixin private final HealthOptions health = new HealthOptions();
    @Mixin private final StoreOptions store = new StoreOptions();
    @Mixin private final SchedulingOptions scheduling = new SchedulingOptions();
    @Mixin private final QueueOptions queue = new QueueOptions();
    @Mixin private final RetryOptions retries = new RetryOptions();

    @Option(names = "--no-respawn", description = "Does not start a dead node again.")
    private boolean noRespawn;

    UpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DataDirectory directory = DataDirectory.of(data, terminal.environment());
        check(directory);
        LogFiles.in(directory);
        secret(directory);
        FleetPlan plan = plan(directory);
        LocalGrid grid = LocalGrid.start(first(plan, directory), port, directory.root());
        Fleet fleet =
                Fleet.start(
                        plan,
                        grid.memberAddress(),
                        JavaCommand.ofThisProcess(GridmillMain.class.getName()),
                        !noRespawn,
                        terminal.err());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(grid, fleet), "gridmill-shutdown"));
        welcome(grid, plan, directory);
        new CountDownLatch(1).await();
        return ExitStatus.DONE;
    }

    private void check(DataDirectory directory) throws IOException {
        if (nodes < 1 || nodes > MOST_NODES || (slots != null && slots < 1)) {
            throw CommandException.usage(
                    "--nodes must be 1 to " + MOST_NODES + " and --slots 1 or more.");
        }
        if (!profile.profile().role().keepsData()) {
            throw CommandException.usage(
                    "A worker keeps no data, so a grid cannot begin with one: --role scheduler or"
                            + " hybrid here, then `gridmill node --role worker --join HOST:PORT`.");
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

    private @Nullable ClusterSecret secret(DataDirectory directory) throws IOException {
        return cluster.secretOrMade(
                directory.root().resolve("cluster-secret"), terminal.environment());
    }

    private FleetPlan plan(DataDirectory directory) {
        GridConfig defaults = GridConfig.defaults();
        int all = Objects.requireNonNullElse(slots, defaults.slots());
        FleetPlan plan =
                FleetPlan.of(
                                Objects.requireNonNullElseGet(clusterName, this::usualName),
                                cluster.backups(),
                                all,
                                nodes,
                                directory.root())
                        .called(name)
                        .withOptions(options(directory));
        return profile.profile().role().runsTasks() ? plan : plan.firstWithoutSlots(all);
    }

    /** Nothing joins by surprise unless it is meant to. */
    private String usualName() {
        return cluster.joinsOthers()
                ? GridConfig.defaults().cluster().name()
                : FleetPlan.freshName();
    }

    /** What all nodes are told alike. */
    private List<String> options(DataDirectory directory) {
        List<String> options = new ArrayList<>(cluster.arguments());
        options.addAll(HealthOptions.arguments(health.limits()));
        options.addAll(SchedulingOptions.arguments(scheduling.rules()));
        options.addAll(retries.arguments());
        options.addAll(queue.arguments());
        options.addAll(StoreOptions.arguments(settings(directory.root())));
        return options;
    }

    private StoreSettings settings(Path root) {
        // A file serves one machine; what others join needs a database that all of them reach.
        StoreSettings.Kind usual =
                cluster.joinsOthers() ? StoreSettings.Kind.NONE : StoreSettings.Kind.SQLITE;
        return store.settings(root.resolve("grid.db"), usual, terminal.environment());
    }

    /** The role, labels and types are those of the node in this process; the others are hybrid. */
    private GridConfig first(FleetPlan plan, DataDirectory directory) throws IOException {
        int first = Objects.requireNonNullElse(memberPort, GridConfig.defaults().cluster().port());
        int ports = memberPort == null ? MemberPorts.MANY : 1;
        return ClusterConfigs.first(
                        plan,
                        cluster.cluster(plan.clusterName(), first, ports)
                                .withSecret(secret(directory)))
                .withProfile(profile.profile())
                .withScheduling(scheduling.rules())
                .withHealth(health.limits())
                .withStore(settings(directory.root()))
                .withRetry(retries.rule())
                .withLimits(queue.in(GridConfig.defaults().limits()));
    }

    /** The others leave first, so that what they hold has somewhere to go. */
    private static void stop(LocalGrid grid, Fleet fleet) {
        grid.leave();
        fleet.close();
        grid.close();
    }

    /** What a node that joins has to have as this one. */
    private List<String> joining(DataDirectory directory) {
        List<String> arguments = new ArrayList<>(cluster.secretArguments());
        StoreSettings settings = settings(directory.root());
        if (settings.present()) {
            arguments.addAll(StoreOptions.arguments(settings));
        }
        return arguments;
    }

    private void welcome(LocalGrid grid, FleetPlan plan, DataDirectory directory) {
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
        String where = data == null ? "" : " --data " + data;
        out.println("Try it from another terminal:");
        out.println(
                "  gridmill run mandelbrot --param width=2048 --param height=2048 --out m.png"
                        + where);
        out.println("  gridmill jobs" + where);
        out.println("Another node may join with:");
        out.println(
                "  gridmill node --cluster-name "
                        + plan.clusterName()
                        + " --join "
                        + grid.memberAddress()
                        + joining(directory).stream()
                                .map(argument -> " " + argument)
                                .collect(Collectors.joining())
                        + " --data ANOTHER_DIR");
        out.println("Ctrl-C ends it.");
        out.flush();
    }
}
