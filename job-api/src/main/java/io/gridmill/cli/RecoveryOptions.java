package io.gridmill.cli;

import io.gridmill.job.DurationText;
import io.gridmill.node.GridConfig;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** What is done about lost data. */
final class RecoveryOptions {
    private static final Duration LONGEST = Duration.ofDays(1);

    @Option(
            names = "--lost-data-wait",
            paramLabel = "TIME",
            defaultValue = "${env:GRIDMILL_LOST_DATA_WAIT:-30s}",
            description = {
                "How long data that is on no node any more is waited for before it is made again, or",
                "its job fails: more nodes died at once than there are backups"
                        + " (default: ${DEFAULT-VALUE};",
                "also GRIDMILL_LOST_DATA_WAIT)."
            })
    private String lostDataWait = "30s";

    /** The configuration with this. */
    GridConfig in(GridConfig config) {
        Duration wait =
                DurationText.parse(lostDataWait)
                        .filter(time -> time.compareTo(LONGEST) <= 0)
                        .orElseThrow(
                                () ->
                                        CommandException.usage(
                                                "--lost-data-wait is "
                                                        + lostDataWait
                                                        + "; write a time such as 30s or 5m, up to"
                                                        + " 24h."));
        return config.withCluster(config.cluster().withLostDataWait(wait));
    }

    /** The arguments that say the same. */
    List<String> arguments() {
        return List.of("--lost-data-wait", lostDataWait);
    }
}
