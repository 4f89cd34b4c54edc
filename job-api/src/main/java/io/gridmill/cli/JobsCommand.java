package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.job.JobState;
import io.gridmill.node.JobQuery;
import io.gridmill.report.JobStatus;
import io.gridmill.report.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The jobs of a server. */
@Command(name = "jobs", description = "Lists jobs, newest first.")
final class JobsCommand extends ServerCommand {
    private static final int LARGEST_PAGE = 500;

    @Mixin private final OutputOption output = new OutputOption();

    @Option(names = "--state", paramLabel = "STATE", description = "Only: ${COMPLETION-CANDIDATES}")
    private @Nullable JobState state;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only of this task type.")
    private @Nullable String type;

    @Option(names = "--label", paramLabel = "K=V", description = "Only with this label; all count.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--parent",
            paramLabel = "ID",
            description = "The jobs that carry the steps of this job.")
    private @Nullable String parent;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    JobsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        if (limit < 1) {
            throw CommandException.usage("--limit is " + limit + ", must be 1 or more.");
        }
        List<JobStatus> jobs = new ArrayList<>();
        String cursor = null;
        do {
            int size = Math.min(LARGEST_PAGE, limit - jobs.size());
            Page<JobStatus> page =
                    client.jobs(new JobQuery(state, type, labels, parent, cursor, size));
            jobs.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && jobs.size() < limit);
        print(jobs, cursor != null);
        return ExitStatus.DONE;
    }

    private void print(List<JobStatus> jobs, boolean more) throws IOException {
        if (output.json()) {
            OutputOption.print(jobs, terminal());
            return;
        }
        Table table =
                new Table(
                        "ID", "TYPE", "STATE", ">DONE", ">TASKS", ">FAILED", ">PRIO", "CREATED",
                        ">TIME");
        for (JobStatus job : jobs) {
            table.add(
                    job.id(),
                    job.type(),
                    job.state(),
                    Figures.percent(job.progress()),
                    Figures.count(job.tasks().total()),
                    Figures.count(job.tasks().failed()),
                    job.priority(),
                    Figures.time(job.times().created()),
                    Figures.duration(JobDescription.elapsed(job)));
        }
        table.print(terminal().out(), terminal().colour());
        if (more) {
            terminal().err().println("There are more; raise --limit to see them.");
        }
    }
}
