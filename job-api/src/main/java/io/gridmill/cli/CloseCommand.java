package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.JobStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The end of an open job's intake. */
@Command(
        name = "close",
        description = "Closes an open job to further tasks; it ends when those it has have ended.")
final class CloseCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    CloseCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) {
        JobStatus job = client.close(id);
        terminal().err().println("Job " + job.id() + " takes no more tasks");
        return ExitStatus.DONE;
    }
}
