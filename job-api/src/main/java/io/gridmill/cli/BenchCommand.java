package io.gridmill.cli;

import io.gridmill.cli.bench.BenchGrid;
import io.gridmill.cli.bench.Benchmarks;
import io.gridmill.cli.bench.Measurement;
import io.gridmill.cli.bench.MemoryBenchmark;
import io.gridmill.client.Wire;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measurements on this machine. */
@Command(
        name = "bench",
        description = "Measures a grid that it starts on this machine, beside Hazelcast alone.")
final class BenchCommand implements Callable<Integer> {
    enum Kind {
        NOOP,
        LATENCY,
        FANOUT,
        MEDIUM,
        RECOVERY,
        MEMORY,
        ALL
    }

    private static final int NODES_FOR_RECOVERY = 3;
    private static final int MEMORY_TASKS = 1_000_000;

    private final Terminal terminal;

    @Parameters(
            arity = "0..*",
            paramLabel = "KIND",
            description =
                    "noop, latency, fanout, medium, recovery, memory or all; noop where absent.")
    private List<Kind> kinds = new ArrayList<>();

    @Option(names = "--nodes", paramLabel = "N", description = "Processes; 1, for recovery 3.")
    private @Nullable Integer nodes;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Tasks at once on all nodes together; one per core where absent.")
    private @Nullable Integer slots;

    @Option(
            names = "--backups",
            paramLabel = "N",
            defaultValue = "2",
            description = "Copies of each record beside the first (default: ${DEFAULT-VALUE}).")
    private int backups;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Tasks of a noop round (default: ${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measured rounds, after warm-up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the figures there as JSON.")
    private @Nullable Path json;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Kind> wanted = wanted();
        int size = nodes != null ? nodes : wanted.contains(Kind.RECOVERY) ? NODES_FOR_RECOVERY : 1;
        check(wanted, size);
        List<Measurement> figures = new ArrayList<>();
        if (wanted.contains(Kind.MEMORY)) {
            figures.add(memory());
        }
        if (!wanted.equals(List.of(Kind.MEMORY))) {
            figures.addAll(onProcesses(wanted, size));
        }
        print(figures);
        if (json != null) {
            Wire.MAPPER.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures);
        }
        return ExitStatus.DONE;
    }

    private List<Kind> wanted() {
        if (kinds.contains(Kind.ALL)) {
            return EnumSet.complementOf(EnumSet.of(Kind.ALL)).stream().toList();
        }
        return kinds.isEmpty() ? List.of(Kind.NOOP) : kinds;
    }

    private List<Measurement> onProcesses(List<Kind> wanted, int size)
            throws IOException, InterruptedException {
        List<Measurement> figures = new ArrayList<>();
        try (BenchProcesses processes =
                BenchProcesses.start(size, slots, backups, terminal.err())) {
            BenchGrid grid = processes.grid();
            grid.awaitReady();
            terminal.err().println("Measuring on " + size + (size == 1 ? " node" : " nodes"));
            Benchmarks benchmarks = new Benchmarks(grid, terminal.err()::println);
            for (Kind kind : wanted) {
                switch (kind) {
                    case NOOP -> figures.add(benchmarks.noop(tasks, rounds));
                    case LATENCY -> figures.add(benchmarks.latency());
                    case FANOUT -> figures.add(benchmarks.fanout());
                    case MEDIUM -> figures.add(benchmarks.medium(rounds));
                    case RECOVERY -> figures.add(benchmarks.recovery());
                    case MEMORY, ALL -> {} // memory needs a node of its own, all is those before
                }
            }
        }
        return figures;
    }

    /** On a node of its own: its slots must take nothing. */
    private Measurement memory() throws IOException, InterruptedException {
        try (TemporaryDirectory data = TemporaryDirectory.create();
                GridNode node =
                        GridNode.start(
                                GridConfig.defaults().alone().withSlots(0).withData(data.path()))) {
            return new MemoryBenchmark(node, terminal.err()::println).run(MEMORY_TASKS, rounds);
        }
    }

    private void check(List<Kind> wanted, int size) {
        if (size < 1 || tasks < 1 || rounds < 1 || (slots != null && slots < 1)) {
            throw CommandException.usage(
                    "--nodes, --slots, --tasks and --rounds must be 1 or more.");
        }
        if (backups < 0 || backups > 6) {
            throw CommandException.usage("--backups must be 0 to 6.");
        }
        if (wanted.contains(Kind.RECOVERY) && size < 2) {
            throw CommandException.usage("recovery kills a node and so needs --nodes 2 or more.");
        }
        ResultOutput.check(json);
    }

    private void print(List<Measurement> figures) {
        Table table =
                new Table(
                        "NAME",
                        ">VALUE",
                        "UNIT",
                        ">NODES",
                        ">P50",
                        ">P99",
                        ">SPREAD",
                        ">REFERENCE",
                        ">RATIO");
        for (Measurement figure : figures) {
            Measurement.Reference reference = figure.reference();
            table.add(
                    figure.name(),
                    number(figure.value()),
                    figure.unit(),
                    figure.nodes(),
                    number(figure.p50()),
                    number(figure.p99()),
                    figure.spread() == null ? "-" : Figures.percent(figure.spread()),
                    number(reference == null ? null : reference.value()),
                    number(figure.ratio()));
        }
        table.print(terminal.out(), terminal.colour());
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%,.0f", value);
    }
}
