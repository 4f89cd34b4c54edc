package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.client.TaskLogPart;
import io.gridmill.report.Page;
import io.gridmill.report.TaskStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the code of tasks wrote. */
@Command(
        name = "logs",
        description =
                "Shows what the tasks of a job wrote. Of each attempt the last 64 KiB are kept, as"
                        + " long as its job.")
final class LogsCommand extends ServerCommand {
    private static final long ASK_EVERY_MILLIS = 500;

    /** The last lines of an attempt may be told a little after its end. */
    private static final int QUIET_ENOUGH = 2;

    /** Tasks of a job that are asked for their logs when none is named. */
    private static final int MOST_TASKS = 1_000;

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(
            names = "--task",
            paramLabel = "N",
            description = "Only of this task, from 0. Default: of the first 1,000, by time.")
    private @Nullable Long task;

    @Option(
            names = "--attempt",
            paramLabel = "K",
            defaultValue = "0",
            description = "With --task: of this attempt, from 1. Default: of the last one.")
    private int attempt;

    @Option(
            names = "--follow",
            description = "With --task: goes on until the task has ended, over all attempts.")
    private boolean follow;

    LogsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) {
        if (task == null && (follow || attempt > 0)) {
            throw CommandException.usage("--follow and --attempt need --task N.");
        }
        if (attempt < 0 || (follow && attempt > 0)) {
            throw CommandException.usage("--attempt is 1 or more, and not for --follow.");
        }
        if (task == null) {
            all(client);
        } else {
            one(client, task);
        }
        return ExitStatus.DONE;
    }

    private void one(GridClient client, long number) {
        int shown = attempt;
        long seen = 0;
        int quiet = 0;
        while (true) {
            TaskLogPart part = client.taskLog(id, number, shown, seen);
            terminal().out().print(part.text());
            terminal().out().flush();
            if (!follow) {
                if (part.over() && part.lines() == 0) {
                    nothing("Task " + number, part.attempt());
                }
                return;
            }
            shown = part.attempt();
            seen = part.lines();
            quiet = part.over() && part.text().isEmpty() ? quiet + 1 : 0;
            if (quiet > QUIET_ENOUGH) {
                if (client.taskLog(id, number, 0, seen).attempt() == shown) {
                    return;
                }
                shown++;
                seen = 0;
                quiet = 0;
            }
            pause();
        }
    }

    /** Whoever looks for a log that went must not believe that nothing was written. */
    private void nothing(String what, int attempts) {
        terminal()
                .err()
                .println(
                        what
                                + (attempts > 0 ? ", attempt " + attempts + "," : "")
                                + " wrote nothing, or it is not kept any more: each node keeps"
                                + " 32 MiB of logs, and what was not looked at for longest goes"
                                + " first.");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.failed("Interrupted", e);
        }
    }

    private record Line(long task, String text) {
        String time() {
            return text.substring(0, Math.max(0, text.indexOf(' ')));
        }
    }

    private void all(GridClient client) {
        Page<TaskStatus> page = client.tasks(id, null, null, MOST_TASKS);
        List<Line> lines = new ArrayList<>();
        for (TaskStatus one : page.items()) {
            String text = client.taskLog(id, one.number(), 0, 0).text();
            text.lines().forEach(line -> lines.add(new Line(one.number(), line)));
        }
        boolean ended = page.items().stream().anyMatch(one -> !one.attempts().isEmpty());
        if (lines.isEmpty() && ended) {
            nothing("Job " + id, 0);
        }
        lines.sort(Comparator.comparing(Line::time));
        lines.forEach(line -> terminal().out().println("task " + line.task + " | " + line.text));
        if (page.next() != null) {
            terminal().err().println("There are more tasks; --task N shows one of them.");
        }
    }
}
