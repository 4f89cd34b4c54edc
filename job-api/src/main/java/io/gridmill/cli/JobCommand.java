package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobStatus;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One job. */
@Command(name = "job", description = "Shows one job.")
final class JobCommand extends ServerCommand {
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(
            names = "--watch",
            description =
                    "Shows its progress until it ends; exit status 1 when it did not succeed.")
    private boolean watch;

    JobCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        JobStatus job = watch ? watched(client) : client.job(id);
        if (output.json()) {
            OutputOption.print(job, terminal());
        } else {
            JobDescription.print(job, terminal().out());
            StepTable.print(job, terminal());
        }
        return watch ? JobFailures.status(job) : ExitStatus.DONE;
    }

    private JobStatus watched(GridClient client) {
        ProgressDisplay display = new ProgressDisplay(terminal());
        AtomicReference<JobStatus> last = new AtomicReference<>(client.job(id));
        display.show(last.get());
        client.watch(id, change -> show(change, display, last));
        display.clear();
        return last.get();
    }

    private static void show(
            JobChange change, ProgressDisplay display, AtomicReference<JobStatus> last) {
        switch (change) {
            case JobChange.Reset reset -> last.set(reset.status());
            case JobChange.Progress progress -> last.set(progress.status());
            case JobChange.Ended ended -> last.set(ended.status());
            case JobChange.Tasks _ -> {
                // The counts that a person wants to see come with the progress.
                return;
            }
        }
        display.showAtIntervals(last.get());
    }
}
