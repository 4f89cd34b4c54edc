package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.Page;
import io.gridmill.report.TaskStatus;
import io.gridmill.report.TaskStatus.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The tasks of a job. */
@Command(name = "tasks", description = "Lists the tasks of a job with their attempts.")
final class TasksCommand extends ServerCommand {
    private static final int LARGEST_PAGE = 1000;

    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(names = "--state", paramLabel = "STATE", description = "Only: ${COMPLETION-CANDIDATES}")
    private @Nullable TaskState state;

    @Option(names = "--step", paramLabel = "NAME", description = "Only of this step.")
    private @Nullable String step;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    TasksCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        if (limit < 1) {
            throw CommandException.usage("--limit is " + limit + ", must be 1 or more.");
        }
        List<TaskStatus> tasks = new ArrayList<>();
        String cursor = null;
        do {
            int size = Math.min(LARGEST_PAGE, limit - tasks.size());
            Page<TaskStatus> page = client.tasks(id, step, state, cursor, size);
            tasks.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && tasks.size() < limit);
        if (output.json()) {
            OutputOption.print(tasks, terminal());
            return ExitStatus.DONE;
        }
        print(tasks);
        if (cursor != null) {
            terminal().err().println("There are more; raise --limit to see them.");
        }
        return ExitStatus.DONE;
    }

    private void print(List<TaskStatus> tasks) {
        boolean steps = tasks.stream().anyMatch(task -> task.step() != null);
        Table table =
                new Table(
                        steps ? "TASK" : ">TASK",
                        "STATE",
                        "NODE",
                        ">ATTEMPTS",
                        ">TIME",
                        "LAST ERROR");
        for (TaskStatus task : tasks) {
            Attempt last = task.attempts().isEmpty() ? null : task.attempts().getLast();
            table.add(
                    task.step() == null ? task.number() : task.step() + " " + task.number(),
                    task.state(),
                    nodeOf(task, last),
                    task.attempts().size(),
                    last == null || last.runMillis() == null ? "-" : time(last.runMillis()),
                    errorOf(task));
        }
        table.print(terminal().out(), terminal().colour());
    }

    private static String nodeOf(TaskStatus task, @Nullable Attempt last) {
        if (task.node() != null) {
            return task.node();
        }
        return last == null ? "-" : last.node();
    }

    private static String time(double millis) {
        return Figures.duration(Duration.ofNanos((long) (millis * 1e6)));
    }

    private static String errorOf(TaskStatus task) {
        for (Attempt attempt : task.attempts().reversed()) {
            if (attempt.code() != null) {
                String message = attempt.message() == null ? "" : ": " + attempt.message();
                return attempt.code() + message;
            }
        }
        return "";
    }
}
