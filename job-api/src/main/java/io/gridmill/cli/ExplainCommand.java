package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.explain.Explanation;
import io.gridmill.explain.Reason;
import java.io.IOException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Why something waits. */
@Command(
        name = "explain",
        description = "Says why a job, or a task of it, is not running: all reasons that apply.")
final class ExplainCommand extends ServerCommand {
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(names = "--task", paramLabel = "N", description = "This task only, from 0.")
    private @Nullable Long task;

    ExplainCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        Explanation explanation = task == null ? client.explain(id) : client.explain(id, task);
        if (output.json()) {
            OutputOption.print(explanation, terminal());
        } else {
            print(explanation, terminal().out());
        }
        return ExitStatus.DONE;
    }

    private static void print(Explanation explanation, PrintStream out) {
        String what =
                explanation.task() == null
                        ? "Job " + explanation.job()
                        : "Task " + explanation.task() + " of job " + explanation.job();
        out.println(
                what
                        + " is "
                        + explanation.state()
                        + (explanation.waiting() ? "" : "; nothing of it waits"));
        Table table = new Table("REASON", "WHY");
        for (Reason reason : explanation.reasons()) {
            table.add(reason.code(), reason.message());
        }
        if (!explanation.reasons().isEmpty()) {
            table.print(out, false);
        }
    }
}
