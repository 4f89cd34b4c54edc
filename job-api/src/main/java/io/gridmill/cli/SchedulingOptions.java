package io.gridmill.cli;

import io.gridmill.claim.SchedulingRules;
import io.gridmill.job.Strategy;
import java.util.List;
import picocli.CommandLine.Option;

/** How work is shared out; the same on all nodes of a grid. */
final class SchedulingOptions {
    private static final String AUTO = "auto";

    @Option(
            names = "--strategy",
            paramLabel = "STRATEGY",
            defaultValue = "${env:GRIDMILL_SCHEDULING_STRATEGY:-least-busy}",
            description =
                    "For jobs submitted here that name none: least-busy, round-robin, capability or"
                            + " local (default: least-busy). Also GRIDMILL_SCHEDULING_STRATEGY.")
    private String strategy = "least-busy";

    @Option(
            names = "--stealing",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "${env:GRIDMILL_SCHEDULING_STEALING:-true}",
            description =
                    "Whether nodes take work that was meant for others first (default: true). Also"
                            + " GRIDMILL_SCHEDULING_STEALING.")
    private boolean stealing = true;

    @Option(
            names = "--batch-size",
            paramLabel = "auto|1..256",
            defaultValue = "${env:GRIDMILL_SCHEDULING_BATCH_SIZE:-auto}",
            description =
                    "Tasks that a slot claims at once; auto goes by how long they run (default:"
                            + " auto). Also GRIDMILL_SCHEDULING_BATCH_SIZE.")
    private String batchSize = AUTO;

    @Option(
            names = "--speculation",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "${env:GRIDMILL_SCHEDULING_SPECULATION:-false}",
            description =
                    "Whether slow tasks of jobs submitted here that do not say may run a second time"
                            + " elsewhere (default: false). Also GRIDMILL_SCHEDULING_SPECULATION.")
    private boolean speculation;

    SchedulingRules rules() {
        Strategy chosen =
                Strategy.of(strategy)
                        .orElseThrow(
                                () ->
                                        CommandException.usage(
                                                "--strategy is "
                                                        + strategy
                                                        + "; it may be "
                                                        + String.join(", ", Strategy.texts())
                                                        + "."));
        try {
            int size = batchSize.equals(AUTO) ? 0 : Integer.parseInt(batchSize);
            if (size < 1 && !batchSize.equals(AUTO)) {
                throw new IllegalArgumentException();
            }
            return new SchedulingRules(chosen, stealing, size, speculation);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(
                    "--batch-size is " + batchSize + "; it may be auto or 1 to 256.");
        }
    }

    /** The arguments that give another node the same rules. */
    static List<String> arguments(SchedulingRules rules) {
        return List.of(
                "--strategy",
                rules.strategy().text(),
                "--stealing",
                Boolean.toString(rules.stealing()),
                "--batch-size",
                rules.batchSize() == 0 ? AUTO : Integer.toString(rules.batchSize()),
                "--speculation",
                Boolean.toString(rules.speculation()));
    }
}
