package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.NodeStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The nodes of a grid. */
@Command(name = "nodes", description = "Lists the nodes of the grid, or sets a node's slots.")
final class NodesCommand extends ServerCommand {
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "NODE",
            description = "Only this one: its name, its id, or the beginning of one.")
    private @Nullable String id;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Has NODE run so many tasks at once from now on, 0 to 1024.")
    private @Nullable Integer slots;

    NodesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        List<NodeStatus> nodes = nodes(client);
        if (output.json()) {
            OutputOption.print(nodes, terminal());
            return ExitStatus.DONE;
        }
        Table table =
                new Table(
                        "NAME", "STATE", "ROLE", ">SLOTS", ">BUSY", ">READY", ">DONE", ">CPU",
                        ">OTHERS", ">HEAP", ">LOAD", ">UP", "ADDRESS", "REASON");
        for (NodeStatus node : nodes) {
            table.add(
                    node.name(),
                    node.state(),
                    node.role(),
                    node.slots(),
                    node.busy(),
                    Figures.count(node.ready()),
                    Figures.count(node.tasksDone()),
                    share(node.cpu()),
                    share(node.foreignCpu()),
                    share(node.memory()),
                    node.load() < 0 ? "-" : String.format(Locale.ROOT, "%.2f", node.load()),
                    Figures.duration(Duration.ofMillis(node.uptimeMillis())),
                    node.address(),
                    node.reason() == null ? "" : node.reason());
        }
        table.print(terminal().out(), terminal().colour());
        if (id != null) {
            nodes.forEach(this::details);
        }
        RecoveryLine.print(client, terminal());
        return ExitStatus.DONE;
    }

    private void details(NodeStatus node) {
        StringJoiner labels = new StringJoiner(", ");
        node.labels().forEach((key, value) -> labels.add(key + "=" + value));
        StringJoiner resources = new StringJoiner(", ");
        node.resources()
                .forEach(
                        (name, amount) ->
                                resources.add(
                                        name
                                                + " "
                                                + amount.used()
                                                + " of "
                                                + amount.total()
                                                + " used"));
        terminal().out().println();
        detail("Labels", labels.toString());
        detail("Resources", resources.toString());
        detail("Types", String.join(", ", node.types()));
        detail("Running", String.join(", ", node.running()));
    }

    private void detail(String what, String value) {
        terminal()
                .out()
                .println(
                        what + " ".repeat(11 - what.length()) + (value.isEmpty() ? "none" : value));
    }

    private List<NodeStatus> nodes(GridClient client) {
        if (slots != null && id == null) {
            throw CommandException.usage("--slots needs a NODE: gridmill nodes NODE --slots N.");
        }
        if (id == null) {
            return client.nodes();
        }
        return List.of(slots == null ? client.node(id) : client.slots(id, slots));
    }

    private static String share(double share) {
        return share < 0 ? "-" : Figures.percent(share);
    }
}
