package io.gridmill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Input data on their way into the grid. */
final class JobInputs {
    private static final String STANDARD_INPUT = "-";

    private JobInputs() {}

    /** Fails early, before a node is started for a file that is not there. */
    static void check(@Nullable String input) {
        if (input != null && !STANDARD_INPUT.equals(input)) {
            Path file = Path.of(input);
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw CommandException.usage("--input " + input + " is no file that can be read.");
            }
        }
    }

    /** Uploads the input where there is one and names it in the request. */
    static void add(ObjectNode request, @Nullable String input, GridAccess grid, Terminal terminal)
            throws IOException {
        if (input != null) {
            request.putObject("input").put("blob", upload(input, grid, terminal));
        }
    }

    private static String upload(String input, GridAccess grid, Terminal terminal)
            throws IOException {
        if (STANDARD_INPUT.equals(input)) {
            return grid.putStream(terminal.in());
        }
        Path file = Path.of(input);
        if (Files.isRegularFile(file)) {
            return grid.putFile(file);
        }
        try (var pipe = Files.newInputStream(file)) {
            // A pipe can be read only once, and its digest would need a reading of its own.
            return grid.putStream(pipe);
        }
    }
}
