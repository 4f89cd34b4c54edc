package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.NodeStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A node without new work. */
@Command(
        name = "drain",
        description = "Has a node finish what it runs and take no new work; it keeps its data.")
final class DrainCommand extends ServerCommand {
    @Parameters(paramLabel = "NODE", description = "Its name, its id, or the beginning of one.")
    private String id = "";

    DrainCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) {
        NodeStatus node = client.drain(id);
        String reason = node.reason() == null ? "" : ": " + node.reason();
        terminal().err().println("Node " + node.name() + " is " + node.state() + reason);
        return ExitStatus.DONE;
    }
}
