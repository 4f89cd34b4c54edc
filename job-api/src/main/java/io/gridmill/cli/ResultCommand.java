package io.gridmill.cli;

import io.gridmill.client.Download;
import io.gridmill.client.GridClient;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The result of a job. */
@Command(name = "result", description = "Writes the result of a job.")
final class ResultCommand extends ServerCommand {
    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(
            names = "--step",
            paramLabel = "NAME",
            description = "The result of this step of the job.")
    private @Nullable String step;

    @Option(names = "--wait", description = "Waits for the job to end.")
    private boolean wait;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where it goes; standard output where absent.")
    private @Nullable Path out;

    ResultCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException, InterruptedException {
        ResultOutput.check(out);
        if (wait) {
            awaitSuccess(client);
        }
        Patience.Question<Download> question =
                () -> step == null ? client.result(id) : client.result(id, step);
        try (Download result = wait ? Patience.ask(question) : question.ask()) {
            ResultOutput.write(result, out, terminal());
        }
        return ExitStatus.DONE;
    }

    private void awaitSuccess(GridClient client) throws InterruptedException {
        ProgressDisplay display = new ProgressDisplay(terminal());
        JobStatus ended = new JobFollower(new RemoteGrid(client), display).follow(client.job(id));
        if (ended.state() != JobState.SUCCEEDED) {
            throw JobFailures.of(ended);
        }
    }
}
