package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(names = "--wait", description = "Waits for the job to end; its failure is ours.")
    private boolean wait;

    RetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException, InterruptedException {
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
        if (wait) {
            ProgressDisplay display = new ProgressDisplay(terminal());
            JobStatus ended = new JobFollower(new RemoteGrid(client), display).follow(job);
            display.summarise(ended);
            if (ended.state() != JobState.SUCCEEDED) {
                throw JobFailures.of(ended);
            }
        }
        return ExitStatus.DONE;
    }
}
