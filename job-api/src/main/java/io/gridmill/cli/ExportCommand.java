package io.gridmill.cli;

import io.gridmill.client.Download;
import io.gridmill.client.GridClient;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The grid's whole state in a file. */
@Command(
        name = "export",
        description = "Writes jobs, results and schedules as lines of JSON, for `import`.")
final class ExportCommand extends ServerCommand {
    @Parameters(paramLabel = "FILE", description = "Where it goes.")
    private Path file = Path.of("gridmill-state.jsonl");

    ExportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        ResultOutput.check(file);
        try (Download state = client.exportState()) {
            ResultOutput.write(state, file, terminal());
        }
        return ExitStatus.DONE;
    }
}
