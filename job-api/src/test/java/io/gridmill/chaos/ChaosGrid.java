package io.gridmill.chaos;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A grid of one node per machine, all configured alike. */
final class ChaosGrid implements AutoCloseable {
    private static final String SECRET = "the chaos suite's own secret, of no use elsewhere";
    private final Machines machines;
    private final Store store;
    private final Path directory;
    private final List<GridProcess> nodes = new ArrayList<>();

    private ChaosGrid(Machines machines, Store store, Path directory) {
        this.machines = machines;
        this.store = store;
        this.directory = directory;
    }

    /**
     * Starts a grid and waits until all nodes see one another.
     *
     * @param directory new; what they write is in it
     */
    static ChaosGrid start(Shape shape, Path directory) throws IOException {
        Files.createDirectories(directory);
        Machines machines = Machines.create(shape.nodes());
        Store store = Store.open(shape.store(), machines, directory);
        ChaosGrid grid = new ChaosGrid(machines, store, directory);
        try {
            MemoryTask.register(directory.resolve("types"));
            for (int i = 1; i <= shape.nodes(); i++) {
                Path data = directory.resolve("node-" + i);
                if (shape.smallDisks()) {
                    SmallDisk.mount(data);
                }
                grid.nodes.add(new GridProcess(machines.get(i), grid.plan(i, data)));
            }
            grid.nodes.forEach(GridProcess::start);
            grid.awaitWhole(Duration.ofMinutes(2));
            return grid;
        } catch (IOException | RuntimeException e) {
            grid.close();
            throw e;
        }
    }

    /**
     * What a grid is made of.
     *
     * @param smallDisks whether each data directory is a small disk of its own
     */
    record Shape(int nodes, Store.Kind store, boolean smallDisks) {
        static Shape of(int nodes) {
            return new Shape(nodes, Store.Kind.NONE, false);
        }

        Shape with(Store.Kind other) {
            return new Shape(nodes, other, smallDisks);
        }

        Shape onSmallDisks() {
            return new Shape(nodes, store, true);
        }
    }

    private GridProcess.Plan plan(int number, Path data) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        // Files of a log in the data directory, as the product writes them.
        command.add("-Dlogback.configurationFile=logback.xml");
        // Many small processes on few cores: they must start soon and leave something to each
        // other.
        command.addAll(List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(directory.resolve("types") + ":" + System.getProperty("java.class.path"));
        command.add("io.gridmill.cli.GridmillMain");
        command.addAll(GridProcess.arguments(data, machines.get(number).address()));
        String size = Integer.toString(machines.count());
        command.addAll(List.of("--cluster-name", "chaos", "--cluster-size", size));
        command.addAll(List.of("--backups", "2"));
        command.addAll(store.arguments());
        for (int i = 1; i <= machines.count(); i++) {
            if (i != number) {
                command.addAll(List.of("--join", machines.get(i).address() + ":5701"));
            }
        }
        return new GridProcess.Plan(number, data, command, environment(number));
    }

    /** The flags of this process, which are the product's, without what is the tests' own. */
    private static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent"))
                .filter(option -> !option.startsWith("-Xmx"))
                .filter(option -> !option.startsWith("-Dgridmill.chaos"))
                .toList();
    }

    private Map<String, String> environment(int number) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("GRIDMILL_CLUSTER_SECRET", SECRET);
        environment.put("GRIDMILL_HEALTH_FOREIGN_CPU", "1");
        environment.put("GRIDMILL_HEALTH_FOREIGN_LOAD", "1000");
        environment.put("GRIDMILL_HEALTH_MEMORY", "1");
        if (WallClock.library().isPresent()) {
            environment.putAll(WallClock.environment(clock(number)));
        }
        return environment;
    }

    private Path clock(int number) {
        return directory.resolve("clock-" + number);
    }

    /** Sets a machine's wall clock off by so much, such as {@code +1h}. */
    void setClock(int number, String offset) {
        WallClock.set(clock(number), offset);
    }

    Machines machines() {
        return machines;
    }

    Store store() {
        return store;
    }

    List<GridProcess> nodes() {
        return nodes;
    }

    /** One of them, from 1 on. */
    GridProcess node(int number) {
        return nodes.get(number - 1);
    }

    /** Whether every node answers that it sees all and may decide. */
    boolean whole() {
        return nodes.stream().allMatch(this::seesAll);
    }

    /** Whether a node answers that it sees all and may decide. */
    boolean seesAll(GridProcess node) {
        Sight sight = Sight.of(node);
        return sight.nodes() == nodes.size() && !sight.below();
    }

    /** Waits until all see all, every record has its copies, and all are ready. */
    void awaitWhole(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!(whole() && safe())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "The grid is not whole after "
                                + atMost
                                + ": nodes see "
                                + nodes.stream().map(Sight::of).toList()
                                + ", see "
                                + directory);
            }
            Pause.millis(100);
        }
    }

    private boolean safe() {
        return nodes.stream().allMatch(ChaosGrid::safe);
    }

    private static boolean safe(GridProcess node) {
        try {
            Api api = node.api();
            return api.get("/api/v1/cluster").json().path("safe").asBoolean()
                    && api.get("/health/readiness").good();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(GridProcess::killAtOnce);
        for (GridProcess node : nodes) {
            node.close();
            SmallDisk.unmount(node.data());
        }
        store.close();
        machines.close();
    }
}
