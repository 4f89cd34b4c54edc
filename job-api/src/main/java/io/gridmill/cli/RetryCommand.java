package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.JobStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Another try for an ended job. */
@Command(
        name = "retry",
        description =
                "Runs again the tasks of an ended job that failed or were stopped; those that"
                        + " succeeded stay.")
final class RetryCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "A job that failed, was cancelled, or degraded.")
    private String id = "";

    RetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) {
        JobStatus job = client.retry(id);
        terminal()
                .err()
                .println(
                        "Job "
                                + job.id()
                                + " is "
                                + job.state()
                                + ", generation "
                                + job.generation());
        return ExitStatus.DONE;
    }
}
