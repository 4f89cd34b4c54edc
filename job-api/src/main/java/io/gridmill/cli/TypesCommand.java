package io.gridmill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.GridClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The task types of a server. */
@Command(name = "types", description = "Lists the task types, or the parameters of one.")
final class TypesCommand extends ServerCommand {
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "Shows its parameters.")
    private @Nullable String type;

    TypesCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(GridClient client) throws IOException {
        JsonNode answer = type == null ? client.types() : client.type(type);
        if (output.json()) {
            OutputOption.print(answer, terminal());
        } else if (type == null) {
            printAll(answer);
        } else {
            printOne(answer);
        }
        return ExitStatus.DONE;
    }

    private void printAll(JsonNode types) {
        Table table = new Table("TYPE", "INPUT", "WHAT IT COMPUTES");
        for (JsonNode one : types) {
            table.add(one.path("name").asText(), input(one), one.path("summary").asText());
        }
        table.print(terminal().out(), terminal().colour());
    }

    private void printOne(JsonNode one) {
        terminal().out().println(one.path("name").asText() + ": " + one.path("summary").asText());
        terminal().out().println("Input: " + input(one));
        JsonNode properties = schema(one).path("properties");
        if (properties.isEmpty()) {
            return;
        }
        terminal().out().println();
        Table table = new Table("PARAMETER", "TYPE", "DEFAULT", "LIMITS", "MEANING");
        properties
                .properties()
                .forEach(
                        entry -> {
                            JsonNode schema = entry.getValue();
                            table.add(
                                    entry.getKey(),
                                    words(schema.path("type")),
                                    words(schema.path("default")),
                                    limits(schema),
                                    schema.path("description").asText(""));
                        });
        table.print(terminal().out(), terminal().colour());
    }

    private static JsonNode schema(JsonNode one) {
        for (String name : new String[] {"parameterSchema", "schema", "parameters"}) {
            if (one.path(name).isObject()) {
                return one.path(name);
            }
        }
        return one;
    }

    private static String input(JsonNode one) {
        return one.path("input").asText(one.path("inputRule").asText("-"));
    }

    private static String limits(JsonNode schema) {
        if (schema.has("enum")) {
            return words(schema.path("enum"));
        }
        String low = words(schema.path("minimum"));
        String high = words(schema.path("maximum"));
        return low.isEmpty() && high.isEmpty() ? "" : low + ".." + high;
    }

    private static String words(JsonNode node) {
        if (node.isMissingNode()) {
            return "";
        }
        if (node.isArray()) {
            StringBuilder text = new StringBuilder();
            node.forEach(item -> text.append(text.isEmpty() ? "" : ", ").append(item.asText()));
            return text.toString();
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
