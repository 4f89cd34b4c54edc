package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.GridClient;
import io.gridmill.job.JobState;
import io.gridmill.node.Submission;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A job for a server. */
@Command(name = "submit", description = "Submits a job to a server and prints its id.")
final class SubmitCommand extends ServerCommand {
    @Mixin private final JobOptions job = new JobOptions();

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            description = "Idempotency key: the same key again gives the same job.")
    private @Nullable String key;

    @Option(
            names = "--open",
            description = "Begins without tasks and takes them with `add` until `close`.")
    private boolean open;

    @Option(
            names = "--dry-run",
            description = "Only checks the job and shows what it would make; submits nothing.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Waits for the job to end; its failure is ours.")
    private boolean wait;

    SubmitCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException, InterruptedException {
        ObjectNode request = job.request();
        if (open) {
            request.put("open", true);
        }
        JobInputs.check(job.input);
        GridAccess grid = new RemoteGrid(client);
        JobInputs.add(request, job.input, grid, terminal());
        if (dryRun) {
            PlanDescription.print(client.plan(request), terminal().out());
            return ExitStatus.DONE;
        }
        String once = key == null ? UUID.randomUUID().toString() : key;
        Submission submission = grid.submit(request, once);
        JobStatus submitted = submission.job();
        terminal().out().println(submitted.id());
        Waiting.tell(submission, terminal());
        if (!wait) {
            return ExitStatus.DONE;
        }
        ProgressDisplay display = new ProgressDisplay(terminal());
        JobStatus ended = new JobFollower(grid, display).follow(submitted);
        display.summarise(ended);
        if (ended.state() != JobState.SUCCEEDED) {
            throw JobFailures.of(ended);
        }
        return ExitStatus.DONE;
    }
}
