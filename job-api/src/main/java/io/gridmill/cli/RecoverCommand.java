package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.RecoveryStatus;
import io.gridmill.report.RecoveryStatus.AcceptedLoss;
import io.gridmill.report.RecoveryStatus.LostJob;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is lost, what is waited for, and going on without nodes that do not come back. */
@Command(
        name = "recover",
        description = {
            "Says what the grid has lost and what it waits for; with --accept-loss it goes on"
                    + " without the nodes that are missing.",
            "A grid that has lost the majority of its nodes that keep data decides nothing, as the"
                    + " others may go on behind a cut of the network. Only a person can know that"
                    + " they do not."
        })
final class RecoverCommand extends ServerCommand {
    private static final int JOBS_SHOWN = 20;

    @Mixin private final OutputOption output = new OutputOption();

    @Option(
            names = "--accept-loss",
            description = {
                "The missing nodes are lost for good and run nowhere: those that are left go on."
                        + " Never while the others run behind a cut of the network. What was on"
                        + " the lost nodes only is made again, or its job fails with data-lost.",
                "It is kept with the grid's records who did this, and when."
            })
    private boolean acceptLoss;

    RecoverCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        RecoveryStatus status = acceptLoss ? client.acceptLoss() : client.recovery();
        if (output.json()) {
            OutputOption.print(status, terminal());
        } else {
            print(status);
        }
        return status.state().equals("below-quorum") ? ExitStatus.FAILED : ExitStatus.DONE;
    }

    private void print(RecoveryStatus status) {
        PrintStream out = terminal().out();
        out.println(status.state() + ": " + status.message());
        out.println(
                "Nodes that keep data: "
                        + status.members()
                        + " in reach, "
                        + status.expected()
                        + " expected, "
                        + (status.needed() == 0
                                ? "any number goes on"
                                : status.needed() + " needed"));
        if (!status.missing().isEmpty()) {
            out.println("Went without a word: " + String.join(", ", status.missing()));
        }
        if (status.loaded() != null) {
            out.println("Jobs loaded: " + status.loaded() + " of " + status.toLoad());
        }
        for (LostJob job : status.jobs().subList(0, Math.min(JOBS_SHOWN, status.jobs().size()))) {
            out.println(
                    "Job "
                            + job.job()
                            + ": "
                            + (job.tasks() < 0
                                    ? "its record is on no node"
                                    : job.tasks() + " of its tasks are on no node"));
        }
        if (status.jobs().size() > JOBS_SHOWN) {
            out.println("and " + (status.jobs().size() - JOBS_SHOWN) + " more jobs");
        }
        for (AcceptedLoss loss : status.accepted()) {
            out.println(
                    "Accepted "
                            + loss.time()
                            + " by "
                            + loss.user()
                            + " at "
                            + loss.node()
                            + ": "
                            + loss.members()
                            + " of "
                            + loss.expected()
                            + " nodes were left"
                            + (loss.missing().isEmpty()
                                    ? ""
                                    : ", without " + String.join(", ", loss.missing())));
        }
        out.flush();
    }
}
