package io.gridmill.cli;

import io.gridmill.job.Amounts;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What kind of node it shall be. */
final class ProfileOptions {
    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "hybrid",
            description =
                    "worker (runs tasks, keeps no data), scheduler or master (keeps data, runs no"
                            + " tasks) or hybrid (default: ${DEFAULT-VALUE}).")
    private String role = "hybrid";

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "What jobs may require of a node; repeatable.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--resource",
            paramLabel = "NAME=AMOUNT",
            description =
                    "What tasks of jobs that require it use up while they run, such as gpu=2 or"
                            + " memory=8GiB; repeatable. Where absent, cpu is the number of slots"
                            + " and memory the machine's.")
    private Map<String, String> resources = new LinkedHashMap<>();

    @Option(
            names = "--task-type",
            paramLabel = "TYPE",
            description = "Runs tasks of this type only; repeatable. All where absent.")
    private List<String> types = new ArrayList<>();

    NodeProfile profile() {
        NodeRole wanted =
                NodeRole.of(role)
                        .orElseThrow(
                                () ->
                                        CommandException.usage(
                                                "--role is "
                                                        + role
                                                        + "; it may be worker, scheduler, master or"
                                                        + " hybrid."));
        try {
            return new NodeProfile(wanted, labels, types, amounts());
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage() + ".");
        }
    }

    private Map<String, Long> amounts() {
        Map<String, Long> amounts = new LinkedHashMap<>();
        resources.forEach(
                (name, text) ->
                        amounts.put(
                                name,
                                Amounts.parse(text)
                                        .orElseThrow(
                                                () ->
                                                        CommandException.usage(
                                                                "--resource "
                                                                        + name
                                                                        + " is "
                                                                        + text
                                                                        + "; write an amount such"
                                                                        + " as 2, 0.5 or 8GiB."))));
        return amounts;
    }
}
