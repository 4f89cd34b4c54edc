package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.NodeStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A drained node at work again. */
@Command(name = "resume", description = "Has a drained node take work again.")
final class ResumeCommand extends ServerCommand {
    @Parameters(paramLabel = "NODE", description = "Its name, its id, or the beginning of one.")
    private String id = "";

    ResumeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) {
        NodeStatus node = client.resume(id);
        String reason = node.reason() == null ? "" : ": " + node.reason();
        terminal().err().println("Node " + node.name() + " is " + node.state() + reason);
        return ExitStatus.DONE;
    }
}
