package io.gridmill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gridmill.client.Wire;
import picocli.CommandLine.Option;

/** In which form a list is printed. */
final class OutputOption {
    enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Table for people (default) or JSON for programs.")
    Format format = Format.TABLE;

    /** Whether JSON was asked for. */
    boolean json() {
        return format == Format.JSON;
    }

    /** Prints a value as indented JSON. */
    static void print(Object value, Terminal terminal) throws JsonProcessingException {
        terminal.out()
                .println(Wire.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }
}
