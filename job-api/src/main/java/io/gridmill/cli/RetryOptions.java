package io.gridmill.cli;

import io.gridmill.job.LossRule;
import io.gridmill.job.RetryRule;
import io.gridmill.node.GridConfig;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether anything runs twice, and what is made of tasks that kill nodes. */
final class RetryOptions {
    @Option(
            names = "--no-retries",
            description =
                    "Nothing runs twice: a job fails with its first failed or lost task. Also"
                            + " GRIDMILL_RETRY_ENABLED=false.")
    private boolean never;

    @Option(
            names = "--retry-enabled",
            hidden = true,
            arity = "1",
            defaultValue = "${env:GRIDMILL_RETRY_ENABLED:-true}")
    private boolean enabled = true;

    @Option(
            names = "--poison-nodes",
            paramLabel = "N",
            defaultValue = "${env:GRIDMILL_POISON_NODES:-3}",
            description =
                    "Gives a task up that was the end of so many nodes (default: 3). Also"
                            + " GRIDMILL_POISON_NODES.")
    private int poisonNodes;

    /** What jobs get that say nothing, and what holds for all. */
    RetryRule rule() {
        if (poisonNodes < 1 || poisonNodes > 100) {
            throw CommandException.usage(
                    "--poison-nodes is " + poisonNodes + ", must be 1 to 100.");
        }
        RetryRule rule = GridConfig.defaults().retry().with(new LossRule(true, poisonNodes));
        return never || !enabled ? rule.never() : rule;
    }

    /** The arguments that give another node the same. */
    List<String> arguments() {
        LossRule onLoss = rule().onLoss();
        List<String> arguments = new ArrayList<>();
        arguments.add("--retry-enabled");
        arguments.add(Boolean.toString(onLoss.reassign()));
        arguments.add("--poison-nodes");
        arguments.add(Integer.toString(onLoss.poisonNodes()));
        return arguments;
    }
}
