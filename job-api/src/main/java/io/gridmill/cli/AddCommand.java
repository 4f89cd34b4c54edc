package io.gridmill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.GridClient;
import io.gridmill.client.Wire;
import io.gridmill.node.AddedTasks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** More tasks for an open job. */
@Command(name = "add", description = "Adds tasks to a job that was submitted with --open.")
final class AddCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The job.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "JSON|@FILE|-",
            description =
                    "A task as a JSON object, or an array of up to 10,000; @FILE reads a file, -"
                            + " standard input.")
    private String tasks = "";

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            description = "Idempotency key: the same key again adds nothing more, for a day.")
    private @Nullable String key;

    AddCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        AddedTasks added = client.addTasks(id, read(), key);
        terminal()
                .out()
                .println(
                        added.count()
                                + (added.count() == 1 ? " task" : " tasks")
                                + " added from number "
                                + added.first()
                                + "; "
                                + added.total()
                                + " so far");
        return ExitStatus.DONE;
    }

    private JsonNode read() throws IOException {
        String text = tasks;
        if (tasks.equals("-")) {
            text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } else if (tasks.startsWith("@")) {
            text = Files.readString(Path.of(tasks.substring(1)));
        }
        try {
            return Wire.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw CommandException.usage("The tasks are not JSON: " + e.getOriginalMessage());
        }
    }
}
