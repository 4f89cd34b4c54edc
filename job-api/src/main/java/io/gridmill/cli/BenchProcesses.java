package io.gridmill.cli;

import io.gridmill.cli.bench.BenchGrid;
import io.gridmill.cli.local.Fleet;
import io.gridmill.cli.local.FleetPlan;
import io.gridmill.cli.local.JavaCommand;
import io.gridmill.cli.local.MemberPorts;
import io.gridmill.health.HealthLimits;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridNode;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a measurement runs on, as {@code up} starts them, in a temporary directory.
 */
final class BenchProcesses implements AutoCloseable {
    /** What else the machine does is no matter. */
    private static final Map<Setting, String> NEVER_BUSY =
            Map.of(
                    Setting.HEALTH_FOREIGN_CPU, "1000000000",
                    Setting.HEALTH_FOREIGN_LOAD, "1000000000",
                    Setting.HEALTH_MEMORY, "1000000000");

    private final GridNode node;
    private final Fleet fleet;
    private final int size;
    private final TemporaryDirectory data;
    private final Thread hook;
    private boolean closed;

    private BenchProcesses(GridNode node, Fleet fleet, int size, TemporaryDirectory data) {
        this.node = node;
        this.fleet = fleet;
        this.size = size;
        this.data = data;
        this.hook = new Thread(this::end, "gridmill-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static BenchProcesses start(int size, @Nullable Integer slots, int backups, PrintStream err)
            throws IOException {
        TemporaryDirectory data = TemporaryDirectory.create();
        GridConfig defaults = GridConfig.defaults();
        // One of its own, whatever secret the environment has: its processes read that, too.
        Path secret = data.path().resolve("cluster-secret");
        Settings settings = SecretChoice.withFile(Settings.defaults(), secret, Map.of());
        Map<Setting, String> told = new EnumMap<>(NEVER_BUSY);
        told.put(Setting.CLUSTER_SECRET_FILE, settings.text(Setting.CLUSTER_SECRET_FILE));
        FleetPlan plan =
                FleetPlan.of(
                                FleetPlan.freshName(),
                                backups,
                                Objects.requireNonNullElse(slots, defaults.slots()),
                                size,
                                data.path())
                        .withOptions(SettingOptions.arguments(told));
        GridConfig config = first(plan, settings);
        GridNode node = GridNode.start(size == 1 ? config.alone() : config);
        Fleet fleet =
                Fleet.start(
                        plan,
                        node.memberAddress(),
                        JavaCommand.ofThisProcess(GridmillMain.class.getName()),
                        false,
                        err);
        return new BenchProcesses(node, fleet, size, data);
    }

    private static GridConfig first(FleetPlan plan, Settings settings) throws IOException {
        GridConfig defaults = GridConfig.defaults();
        return defaults.withNodeName(plan.first().name())
                .withSlots(plan.first().slots())
                .withData(plan.first().data())
                .withCluster(
                        defaults.cluster()
                                .named(plan.clusterName())
                                .withBackups(plan.backups())
                                .withSecret(
                                        SecretChoice.of(
                                                settings, defaults.cluster().host(), Map.of()))
                                .withPorts(MemberPorts.MANY))
                .withHealth(HealthLimits.off());
    }

    /** What is measured. */
    BenchGrid grid() {
        return new BenchGrid(node, size, fleet::kill);
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook found nothing left to do.
        }
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        fleet.close();
        node.close();
        data.close();
    }
}
