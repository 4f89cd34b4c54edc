package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.NodeStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The nodes of a grid. */
@Command(name = "nodes", description = "Lists the nodes of the grid.")
final class NodesCommand extends ServerCommand {
    @Mixin private final OutputOption output = new OutputOption();

    NodesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        List<NodeStatus> nodes = client.nodes();
        if (output.json()) {
            OutputOption.print(nodes, terminal());
            return ExitStatus.DONE;
        }
        Table table =
                new Table(
                        "NAME", "STATE", "ROLE", ">SLOTS", ">BUSY", ">READY", ">DONE", ">CPU",
                        ">HEAP", ">LOAD", ">UP", "ADDRESS", "REASON");
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
                    share(node.memory()),
                    node.load() < 0 ? "-" : String.format(Locale.ROOT, "%.2f", node.load()),
                    Figures.duration(Duration.ofMillis(node.uptimeMillis())),
                    node.address(),
                    node.reason() == null ? "" : node.reason());
        }
        table.print(terminal().out(), terminal().colour());
        return ExitStatus.DONE;
    }

    private static String share(double share) {
        return share < 0 ? "-" : Figures.percent(share);
    }
}
