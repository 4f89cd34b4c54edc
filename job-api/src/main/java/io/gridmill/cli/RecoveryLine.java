package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.ClusterStatus;

/** One line on standard error while a grid recovers or cannot go on. */
final class RecoveryLine {
    private RecoveryLine() {}

    /** Prints it where there is something to say. */
    static void print(GridClient client, Terminal terminal) {
        String line = of(client.cluster());
        if (!line.isEmpty()) {
            terminal.err().println(line);
            terminal.err().flush();
        }
    }

    /** The line; empty for nothing to say. */
    static String of(ClusterStatus grid) {
        if (grid.quorum().equals("below")) {
            return "Too few nodes are in reach, nothing is decided; gridmill recover says more.";
        }
        if (!grid.store().recovering()) {
            return "";
        }
        Integer loaded = grid.store().loaded();
        return loaded == null
                ? "Recovering: jobs are loaded from the store."
                : "Recovering: " + loaded + " of " + grid.store().toLoad() + " jobs loaded.";
    }
}
