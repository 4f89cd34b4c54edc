package io.gridmill.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.NearestName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads values from a document, the environment or options, and collects all that is wrong. */
public final class SettingsReader {
    private static final int LONGEST_SHOWN = 80;

    /** Variables that are no keys. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of(
                    "GRIDMILL_CLASSPATH",
                    "GRIDMILL_CONFIG",
                    "GRIDMILL_DEBUG",
                    "GRIDMILL_HEAP",
                    "GRIDMILL_JAVA_OPTS",
                    "GRIDMILL_JDK_WANTED",
                    "GRIDMILL_ROOT",
                    "GRIDMILL_SERVER",
                    "GRIDMILL_CLUSTER_SECRET",
                    "GRIDMILL_STORE_PASSWORD",
                    "GRIDMILL_TEST_POSTGRES",
                    "GRIDMILL_TOKEN");

    private final Map<Setting, Found> found = new EnumMap<>(Setting.class);
    private final List<Fault> faults = new ArrayList<>();

    /**
     * What a document says of a key.
     *
     * @param value null node to take it back
     */
    public record Found(String pointer, JsonNode value) {}

    /**
     * What was read.
     *
     * @param values of keys that are right
     */
    public record Result(Map<Setting, String> values, List<Fault> faults) {}

    private SettingsReader() {}

    /** A file: keys with dots or as objects within each other; what is null is not given. */
    public static Result document(ObjectNode document) {
        SettingsReader reader = new SettingsReader();
        reader.walk(document, "", "");
        return reader.parsed();
    }

    /** What a document says of each key, and what it says that is no key. */
    static SettingsReader raw(ObjectNode document) {
        SettingsReader reader = new SettingsReader();
        reader.walk(document, "", "");
        return reader;
    }

    Map<Setting, Found> found() {
        return found;
    }

    List<Fault> faults() {
        return faults;
    }

    /** The variables of the environment; an empty one is not given. */
    public static Result environment(Map<String, String> environment) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        List<Fault> faults = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isEmpty()) {
                read(setting, setting.variable(), text, values, faults);
            }
        }
        return new Result(values, faults);
    }

    /** What to say of variables that look like keys and are none, which are not read. */
    public static List<String> unknownVariables(Map<String, String> environment) {
        Set<String> known = new TreeSet<>(OTHER_VARIABLES);
        for (Setting setting : Setting.values()) {
            known.add(setting.variable());
        }
        List<String> messages = new ArrayList<>();
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(Setting.PREFIX) && !known.contains(name)) {
                String hint =
                        NearestName.of(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("");
                messages.add(name + " is no variable that is known, and is not read" + hint);
            }
        }
        return messages;
    }

    /** Texts by key, such as those of options. */
    public static Result texts(Map<Setting, String> texts, Map<Setting, String> names) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        List<Fault> faults = new ArrayList<>();
        texts.forEach(
                (setting, text) ->
                        read(
                                setting,
                                names.getOrDefault(setting, setting.key()),
                                text,
                                values,
                                faults));
        return new Result(values, faults);
    }

    private static void read(
            Setting setting,
            String name,
            String text,
            Map<Setting, String> values,
            List<Fault> faults) {
        Optional<String> value = setting.type().parse(text);
        if (value.isPresent()) {
            values.put(setting, value.get());
        } else {
            faults.add(new Fault(name, name, "range", refusal(name, text, setting)));
        }
    }

    /** Why a value is not taken. */
    static String refusal(String name, String text, Setting setting) {
        String shown =
                text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
        String is = shown.isEmpty() ? " is empty" : " is " + shown;
        return name + is + "; allowed: " + setting.type().allowed();
    }

    private void walk(ObjectNode object, String path, String pointer) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            String at = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            one(key, at, field.getValue());
        }
    }

    private void one(String key, String pointer, JsonNode value) {
        Setting setting = Setting.of(key).orElse(null);
        boolean pairs = setting != null && setting.type() instanceof ValueType.Pairs;
        if (value instanceof ObjectNode inner && !pairs && isGroup(key)) {
            walk(inner, key, pointer);
        } else if (setting == null) {
            faults.add(new Fault(pointer, key, "unknown", unknown(key)));
        } else if (found.put(setting, new Found(pointer, value)) != null) {
            faults.add(new Fault(pointer, key, "range", key + " is given twice"));
        }
    }

    private static boolean isGroup(String key) {
        return Setting.keys().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    /** What to say of a key that is none. */
    public static String unknown(String key) {
        if (key.equals("store.password")) {
            return "store.password stands in the variable GRIDMILL_STORE_PASSWORD alone";
        }
        String shown = key.length() > LONGEST_SHOWN ? key.substring(0, LONGEST_SHOWN) : key;
        if (isGroup(key)) {
            List<String> members =
                    Setting.keys().stream().filter(known -> known.startsWith(key + ".")).toList();
            return shown + " is a group of keys; name one: " + String.join(", ", members);
        }
        String hint =
                nearest(key)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("`gridmill config get` and docs/configuration.md list all");
        return shown + " is not a known key; " + hint;
    }

    private static Optional<String> nearest(String key) {
        Optional<String> whole = NearestName.of(key, Setting.keys());
        String last = "." + key.substring(key.lastIndexOf('.') + 1);
        return whole.isPresent()
                ? whole
                : Setting.keys().stream().filter(known -> known.endsWith(last)).findFirst();
    }

    private Result parsed() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        List<Fault> all = new ArrayList<>(faults);
        new LinkedHashMap<>(found)
                .forEach(
                        (setting, one) -> {
                            if (!(one.value instanceof NullNode)) {
                                Optional<String> value = setting.type().parse(one.value);
                                value.ifPresent(text -> values.put(setting, text));
                                if (value.isEmpty()) {
                                    all.add(fault(setting, one));
                                }
                            }
                        });
        return new Result(values, all);
    }

    /** That a value is not taken. */
    static Fault fault(Setting setting, Found found) {
        JsonNode value = found.value;
        String text = value.isValueNode() ? value.asText() : value.toString();
        return new Fault(
                found.pointer, setting.key(), "range", refusal(setting.key(), text, setting));
    }
}
