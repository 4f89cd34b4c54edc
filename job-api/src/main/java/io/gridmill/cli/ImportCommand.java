package io.gridmill.cli;

import io.gridmill.client.GridClient;
import io.gridmill.report.StateCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The state of a grid brought into another. */
@Command(
        name = "import",
        description =
                "Brings in what `export` wrote. What is there already stays as it is; jobs that had"
                        + " not ended go on.")
final class ImportCommand extends ServerCommand {
    @Parameters(paramLabel = "FILE", description = "What was exported.")
    private Path file = Path.of("gridmill-state.jsonl");

    ImportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        if (!Files.isReadable(file)) {
            throw CommandException.usage(file + " cannot be read.");
        }
        StateCounts counts = client.importState(file);
        terminal()
                .err()
                .println(
                        counts.jobs()
                                + " jobs came in, "
                                + counts.known()
                                + " were there already, "
                                + counts.schedules()
                                + " schedules are there");
        return ExitStatus.DONE;
    }
}
