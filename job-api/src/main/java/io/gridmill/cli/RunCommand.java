package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.Download;
import io.gridmill.client.GridClient;
import io.gridmill.job.JobState;
import io.gridmill.node.Submission;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One job from end to end. */
@Command(
        name = "run",
        description = {
            "Runs one job to its end and writes its result.",
            "On a server where one is named or `gridmill up` runs here, else on a node in this"
                    + " process."
        })
final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final JobOptions job = new JobOptions();
    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the result goes; standard output where absent.")
    private @Nullable Path out;

    @Option(
            names = "--dry-run",
            description = "Only checks the job and shows what it would make; runs nothing.")
    private boolean dryRun;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "Tasks at once on the node in this process; one per core where absent.")
    private @Nullable Integer slots;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode request = job.request();
        ResultOutput.check(out);
        JobInputs.check(job.input);
        try (GridAccess grid = open();
                CancelOnInterrupt interrupt = new CancelOnInterrupt(grid, terminal)) {
            JobInputs.add(request, job.input, grid, terminal);
            if (dryRun) {
                PlanDescription.print(grid.plan(request), terminal.out());
                return ExitStatus.DONE;
            }
            Submission submission = grid.submit(request, UUID.randomUUID().toString());
            JobStatus submitted = submission.job();
            interrupt.guard(submitted.id());
            Waiting.tell(submission, terminal);
            ProgressDisplay display = new ProgressDisplay(terminal);
            JobStatus ended = new JobFollower(grid, display).follow(submitted);
            if (ended.state() != JobState.SUCCEEDED) {
                display.summarise(ended);
                throw JobFailures.of(ended);
            }
            try (Download result = Patience.ask(() -> grid.result(ended.id()))) {
                ResultOutput.write(result, out, terminal);
            }
            if (out == null && terminal.screen().outIsTerminal()) {
                // The result need not end with a line feed, and both go to one screen.
                terminal.err().println();
            }
            display.summarise(ended);
            return ExitStatus.DONE;
        }
    }

    private GridAccess open() throws IOException {
        Optional<ServerAddress> address = ServerAddress.find(server, terminal.environment());
        if (address.isPresent()) {
            RemoteGrid remote = RemoteGrid.of(address.get());
            if (address.get().given() || answers(remote.client())) {
                return remote;
            }
            remote.close();
        }
        Path data = DataDirectory.named(server.data, terminal.environment()).orElse(null);
        if (slots != null && slots < 1) {
            throw CommandException.usage("--slots is " + slots + ", must be 1 or more.");
        }
        return EmbeddedGrid.start(data, slots);
    }

    private boolean answers(GridClient client) {
        if (!client.ready()) {
            return false;
        }
        terminal.err().println("Using the server " + client.server());
        return true;
    }
}
