package io.gridmill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.client.GridClient;
import io.gridmill.client.Wire;
import io.gridmill.settings.Fault;
import io.gridmill.settings.Setting;
import io.gridmill.settings.SettingValues;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The configuration of a running grid, and files of it. */
@Command(
        name = "config",
        description = "The configuration: look at (get), change while it runs (set), check a file.",
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {

    /** The command with its own commands. */
    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand("get", new Get(terminal))
                .addSubcommand("set", new Set(terminal))
                .addSubcommand("validate", new Validate(terminal));
    }

    @Override
    public void run() {
        throw CommandException.usage("config does one of: get, set, validate.");
    }

    /** A value for people. */
    private static String shown(String key, JsonNode value) {
        String plain = value.isValueNode() ? value.asText() : value.toString();
        return Setting.of(key)
                .flatMap(
                        setting ->
                                setting.type()
                                        .parse(value)
                                        .map(text -> SettingValues.shown(setting, text)))
                .orElse(plain);
    }

    /** Shows keys. */
    @Command(
            name = "get",
            description = "Shows all keys or one: value, default, who set it, whether it is live.")
    static final class Get extends ServerCommand {
        @Parameters(
                arity = "0..1",
                paramLabel = "KEY",
                description = "Such as queue.maxWaitingJobs; all where absent.")
        private @Nullable String key;

        @Option(
                names = "--history",
                description = "Shows the last changes instead, newest first: who, when, from, to.")
        private boolean history;

        @Mixin private final OutputOption output = new OutputOption();

        Get(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(GridClient client) throws IOException {
            if (history) {
                return history(client);
            }
            if (key == null) {
                return all(client);
            }
            ObjectNode one = client.config().one(key);
            if (output.json()) {
                OutputOption.print(one, terminal());
            } else {
                // The value alone, so that it can be captured.
                terminal().out().println(shown(key, one.path("value")));
            }
            return ExitStatus.DONE;
        }

        private int all(GridClient client) throws IOException {
            ObjectNode all = client.config().all();
            if (output.json()) {
                OutputOption.print(all, terminal());
                return ExitStatus.DONE;
            }
            Table table = new Table("KEY", "VALUE", "DEFAULT", "SOURCE", "LIVE");
            for (JsonNode item : all.path("items")) {
                String name = item.path("key").asText();
                table.add(
                        name,
                        shown(name, item.path("value")),
                        shown(name, item.path("default")),
                        item.path("source").asText(),
                        item.path("live").asBoolean() ? "yes" : "");
            }
            PrintStream out = terminal().out();
            table.print(out, terminal().colour());
            for (Map.Entry<String, JsonNode> node : all.path("nodes").properties()) {
                for (Map.Entry<String, JsonNode> own : node.getValue().properties()) {
                    String value = shown(own.getKey(), own.getValue());
                    out.println(node.getKey() + ": " + own.getKey() + " is " + value);
                }
            }
            return ExitStatus.DONE;
        }

        private int history(GridClient client) throws IOException {
            ObjectNode all = client.config().history();
            if (output.json()) {
                OutputOption.print(all, terminal());
                return ExitStatus.DONE;
            }
            Table table = new Table("AT", "USER", "NODE", "KEY", "BEFORE", "AFTER");
            for (JsonNode change : all.path("items")) {
                String name = change.path("key").asText();
                if (key == null || key.equals(name)) {
                    JsonNode after = change.path("after");
                    table.add(
                            change.path("at").asText(),
                            change.path("user").asText(),
                            change.path("node").asText("all"),
                            name,
                            shown(name, change.path("before")),
                            after.isNull() ? "taken back" : shown(name, after));
                }
            }
            table.print(terminal().out(), terminal().colour());
            return ExitStatus.DONE;
        }
    }

    /** Changes keys. */
    @Command(
            name = "set",
            description = "Changes live keys of the running grid, all of those given or none.",
            footer = {
                "",
                "  gridmill config set queue.maxWaitingJobs=200 scheduling.stealing=false",
                "  gridmill config set node.slots=2 --node node-2",
                "  gridmill config set queue.maxWaitingJobs=null   # as it was when nodes started"
            })
    static final class Set extends ServerCommand {
        @Parameters(
                arity = "1..*",
                paramLabel = "KEY=VALUE",
                description = "A live key; null takes its value back.")
        private List<String> pairs = new ArrayList<>();

        @Option(
                names = "--node",
                paramLabel = "NODE",
                description =
                        "For this node only: node.slots, node.labels, node.taskTypes, health.*")
        private @Nullable String node;

        @Mixin private final OutputOption output = new OutputOption();

        Set(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(GridClient client) throws IOException {
            ObjectNode patch = Wire.MAPPER.createObjectNode();
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw CommandException.usage(
                            pair + " is no change; write KEY=VALUE, such as task.timeout=10m.");
                }
                String value = pair.substring(equals + 1);
                if (value.equals("null")) {
                    patch.putNull(pair.substring(0, equals));
                } else {
                    patch.put(pair.substring(0, equals), value);
                }
            }
            ObjectNode after = client.config().change(patch, node);
            if (output.json()) {
                OutputOption.print(after, terminal());
                return ExitStatus.DONE;
            }
            for (String key : patch.propertyStream().map(Map.Entry::getKey).toList()) {
                JsonNode own = after.path("nodes").path(String.valueOf(node)).path(key);
                JsonNode value = own.isMissingNode() ? after.path("values").path(key) : own;
                String where = node == null ? "" : " on " + node;
                boolean gone = patch.path(key).isNull() && node != null;
                String is = gone ? "as on the other nodes" : shown(key, value);
                terminal().err().println(key + " is " + is + where + " now");
            }
            return ExitStatus.DONE;
        }
    }

    /** Checks a file. */
    @Command(
            name = "validate",
            description = "Checks a file for --config, YAML or JSON, without a server.")
    static final class Validate implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(paramLabel = "FILE", description = "The file.")
        private Path file = Path.of("");

        @Mixin private final OutputOption output = new OutputOption();

        Validate(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            ConfigFile.Read read = ConfigFile.read(file);
            boolean right = read.faults().isEmpty();
            if (output.json()) {
                print(read);
            } else if (right) {
                terminal.out()
                        .println(file + " is right: keys set: " + read.result().values().size());
            } else {
                for (Fault fault : read.faults()) {
                    terminal.err().println(file + ": " + fault.message());
                }
            }
            return right ? ExitStatus.DONE : ExitStatus.FAILED;
        }

        private void print(ConfigFile.Read read) throws IOException {
            ObjectNode answer = Wire.MAPPER.createObjectNode();
            answer.put("valid", read.faults().isEmpty());
            ObjectNode values = answer.putObject("values");
            read.result()
                    .values()
                    .forEach(
                            (setting, value) ->
                                    values.set(setting.key(), setting.type().json(value)));
            ArrayNode errors = answer.putArray("errors");
            for (Fault fault : read.faults()) {
                errors.addObject()
                        .put("key", fault.key())
                        .put("code", fault.code())
                        .put("message", fault.message());
            }
            OutputOption.print(answer, terminal);
        }
    }
}
