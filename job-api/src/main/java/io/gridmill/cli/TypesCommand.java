package io.gridmill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.GridClient;
import io.gridmill.client.Wire;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.report.TypeDescription;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The task types of a server; where none is named or runs here, those of this installation. */
@Command(name = "types", description = "Lists the task types, or the parameters of one.")
final class TypesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private final ServerOptions server = new ServerOptions();
    @Mixin private final OutputOption output = new OutputOption();

    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "Shows its parameters.")
    private @Nullable String type;

    TypesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private Terminal terminal() {
        return terminal;
    }

    @Override
    public Integer call() throws IOException {
        JsonNode answer = ask();
        if (output.json()) {
            OutputOption.print(answer, terminal());
        } else if (type == null) {
            printAll(answer);
        } else {
            printOne(answer);
        }
        return ExitStatus.DONE;
    }

    private JsonNode ask() throws IOException {
        Optional<ServerAddress> address = ServerAddress.find(server, terminal.environment());
        if (address.isPresent()) {
            try (GridClient client = new GridClient(address.get().url(), address.get().token())) {
                if (address.get().given() || client.ready()) {
                    return type == null ? client.types() : client.type(type);
                }
            }
        }
        return type == null ? installed() : installed(type);
    }

    private static JsonNode installed() {
        List<TypeDescription> all =
                TaskTypes.load().all().stream().map(TypeDescription::of).toList();
        return Wire.MAPPER.valueToTree(all);
    }

    private static JsonNode installed(String name) {
        TypeDescription found =
                TaskTypes.load()
                        .find(name)
                        .map(TypeDescription::of)
                        .orElseThrow(
                                () ->
                                        new GridException(
                                                ErrorCode.NO_SUCH_TYPE,
                                                "There is no task type " + name));
        return Wire.MAPPER.valueToTree(found);
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
