package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.JobStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The end of a job before its time. */
@Command(name = "cancel", description = "Asks for a job to stop.")
final class CancelCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    CancelCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) {
        JobStatus job = client.cancel(id);
        terminal().err().println("Job " + job.id() + " is " + job.state());
        return ExitStatus.DONE;
    }
}
