package io.gridmill.cli;

import io.gridmill.settings.Fault;
import io.gridmill.settings.Options;
import io.gridmill.settings.Setting;
import io.gridmill.settings.SettingValues;
import io.gridmill.settings.Settings;
import io.gridmill.settings.SettingsReader;
import io.gridmill.settings.Source;
import io.gridmill.settings.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of a command that set keys of the configuration, made from the list of the keys. */
final class SettingOptions {
    private static final String FILE = "--config";
    private static final String ANY = "--set";
    private static final String NO_RETRIES = "--no-retries";

    private final Function<Options, String> which;

    private SettingOptions(Function<Options, String> which) {
        this.which = which;
    }

    /** Those of {@code gridmill up}. */
    static SettingOptions ofUp() {
        return new SettingOptions(Options::up);
    }

    /** Those of {@code gridmill node}. */
    static SettingOptions ofNode() {
        return new SettingOptions(Options::node);
    }

    /** Gives them to a command. */
    CommandLine addTo(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.addOption(
                OptionSpec.builder(FILE)
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description(
                                "Keys of the configuration, YAML or JSON; also GRIDMILL_CONFIG.")
                        .build());
        for (Setting setting : Setting.values()) {
            String name = which.apply(setting.options());
            if (!name.isEmpty()) {
                spec.addOption(option(setting, name));
            }
        }
        spec.addOption(
                OptionSpec.builder(NO_RETRIES)
                        .type(boolean.class)
                        .description("The same as --retry-enabled false.")
                        .build());
        spec.addOption(
                OptionSpec.builder(ANY)
                        .paramLabel("KEY=VALUE")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("Sets any key of the configuration; repeatable.")
                        .build());
        return line;
    }

    private static OptionSpec option(Setting setting, String name) {
        String standard = SettingValues.shown(setting, setting.standard());
        String text =
                setting.meaning()
                        + (standard.isEmpty() ? "" : " (default: " + standard + ")")
                        + ". Also "
                        + setting.variable()
                        + ".";
        boolean port = setting == Setting.CLUSTER_PORT && name.equals("--port");
        String[] names = port ? new String[] {name, "--member-port"} : new String[] {name};
        OptionSpec.Builder option =
                OptionSpec.builder(names).paramLabel(label(setting.type())).description(text);
        return isList(setting)
                ? option.type(List.class).auxiliaryTypes(String.class).build()
                : option.type(String.class).build();
    }

    private static boolean isList(Setting setting) {
        return setting.type() instanceof ValueType.Texts
                || setting.type() instanceof ValueType.Pairs;
    }

    private static String label(ValueType type) {
        return switch (type) {
            case ValueType.Whole whole -> whole.word().isEmpty() ? "N" : "N|" + whole.word();
            case ValueType.Size _ -> "BYTES";
            case ValueType.Decimal _ -> "NUMBER";
            case ValueType.Flag _ -> "true|false";
            case ValueType.Time _ -> "TIME";
            case ValueType.Choice choice -> String.join("|", choice.words());
            case ValueType.Text _ -> "TEXT";
            case ValueType.Texts _ -> "TEXT";
            case ValueType.Pairs _ -> "KEY=VALUE";
        };
    }

    /**
     * All keys: by options, else by the environment, else by the file, else as they are usually.
     *
     * @param usual values of keys that this command has unless somebody says otherwise
     * @throws CommandException naming all that is wrong
     */
    Settings read(CommandSpec spec, Map<String, String> environment, Map<Setting, String> usual) {
        ParseResult given = spec.commandLine().getParseResult();
        List<Fault> faults = new ArrayList<>();
        Settings settings = Settings.defaults().with(usual, Source.DEFAULT);
        Path file = file(given, environment);
        if (file != null) {
            ConfigFile.Read read = ConfigFile.read(file);
            read.faults().forEach(fault -> faults.add(inFile(file, fault)));
            settings = settings.with(read.result().values(), Source.FILE);
        }
        SettingsReader.Result variables = SettingsReader.environment(environment);
        faults.addAll(variables.faults());
        SettingsReader.Result options = options(given, faults);
        faults.addAll(options.faults());
        settings =
                settings.with(variables.values(), Source.ENVIRONMENT)
                        .with(options.values(), Source.FLAG);
        if (faults.isEmpty()) {
            faults.addAll(settings.faults());
        }
        if (!faults.isEmpty()) {
            List<String> messages = faults.stream().map(Fault::message).distinct().toList();
            throw CommandException.usage(String.join("\n  ", messages) + ".");
        }
        return settings;
    }

    private static @Nullable Path file(ParseResult given, Map<String, String> environment) {
        String variable = environment.getOrDefault("GRIDMILL_CONFIG", "");
        Path named = given.matchedOptionValue(FILE, null);
        return named != null || variable.isEmpty() ? named : Path.of(variable);
    }

    private static Fault inFile(Path file, Fault fault) {
        return new Fault(fault.pointer(), fault.key(), fault.code(), file + ": " + fault.message());
    }

    private SettingsReader.Result options(ParseResult given, List<Fault> faults) {
        Map<Setting, String> texts = new EnumMap<>(Setting.class);
        Map<Setting, String> names = new EnumMap<>(Setting.class);
        for (String pair : values(given, ANY)) {
            any(pair, texts, faults);
        }
        for (Setting setting : Setting.values()) {
            String name = which.apply(setting.options());
            List<String> values = name.isEmpty() ? List.of() : values(given, name);
            if (!values.isEmpty()) {
                texts.put(setting, text(setting, values));
                names.put(setting, name);
            }
        }
        if (given.hasMatchedOption(NO_RETRIES)) {
            texts.put(Setting.RETRY_ENABLED, "false");
        }
        return SettingsReader.texts(texts, names);
    }

    private static List<String> values(ParseResult given, String name) {
        OptionSpec option = given.matchedOption(name);
        return option == null ? List.of() : option.stringValues();
    }

    private static void any(String pair, Map<Setting, String> texts, List<Fault> faults) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        Setting setting = Setting.of(key).orElse(null);
        if (equals < 0) {
            String message = ANY + " is " + pair + "; write KEY=VALUE";
            faults.add(new Fault(ANY, key, "range", message));
        } else if (setting == null) {
            faults.add(new Fault(ANY, key, "unknown", SettingsReader.unknown(key)));
        } else {
            texts.put(setting, pair.substring(equals + 1));
        }
    }

    /** Values of a repeated option in one. */
    private static String text(Setting setting, List<String> values) {
        if (!(setting.type() instanceof ValueType.Pairs)) {
            return String.join(",", values);
        }
        Map<String, String> pairs = new TreeMap<>();
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals < 0) {
                return value;
            }
            pairs.put(value.substring(0, equals), value.substring(equals + 1));
        }
        return SettingValues.of(pairs);
    }

    /** Says which variables of the environment were not read although they look so. */
    static void warn(Terminal terminal) {
        SettingsReader.unknownVariables(terminal.environment())
                .forEach(message -> terminal.err().println("gridmill: " + message));
    }

    /** The arguments that give another node these values. */
    static List<String> arguments(Map<Setting, String> values) {
        List<String> arguments = new ArrayList<>();
        values.forEach(
                (setting, value) -> arguments.addAll(List.of(ANY, setting.key() + "=" + value)));
        return arguments;
    }
}
