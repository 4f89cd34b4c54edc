package io.gridmill.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.settings.SettingsReader.Found;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A change of live settings, as a JSON merge patch (RFC 7396): an object within {@code node.labels}
 * changes single labels, null takes a value back. Pure.
 */
public final class SettingsPatch {
    private final Map<Setting, Found> found;
    private final List<Fault> faults;

    private SettingsPatch(Map<Setting, Found> found, List<Fault> faults) {
        this.found = found;
        this.faults = faults;
    }

    /**
     * Reads it.
     *
     * @param oneNode whether it is for one node
     */
    public static SettingsPatch read(ObjectNode body, boolean oneNode) {
        SettingsReader reader = SettingsReader.raw(body);
        List<Fault> faults = new ArrayList<>(reader.faults());
        reader.found()
                .forEach(
                        (setting, one) -> {
                            if (!setting.reach().live()) {
                                faults.add(notLive(setting, one));
                            } else if (oneNode && setting.reach() != Reach.NODE) {
                                faults.add(notOfOneNode(setting, one));
                            } else if (!isPatch(setting, one.value())
                                    && setting.type().parse(one.value()).isEmpty()) {
                                faults.add(SettingsReader.fault(setting, one));
                            }
                        });
        return new SettingsPatch(reader.found(), faults);
    }

    private static boolean isPatch(Setting setting, JsonNode value) {
        if (value.isNull()) {
            return true;
        }
        return value.isObject()
                && setting.type() instanceof ValueType.Pairs
                && value.valueStream().allMatch(JsonNode::isValueNode);
    }

    private static Fault notLive(Setting setting, Found one) {
        String way = setting.options().node().isEmpty() ? "" : " " + setting.options().node() + ",";
        return new Fault(
                one.pointer(),
                setting.key(),
                "not-live",
                setting.key()
                        + " takes effect when a node starts: set it in the file of --config, by"
                        + way
                        + " or by "
                        + setting.variable()
                        + ", and start the nodes again");
    }

    private static Fault notOfOneNode(Setting setting, Found one) {
        return new Fault(
                one.pointer(),
                setting.key(),
                "range",
                setting.key() + " is the same for all nodes; leave node out");
    }

    /** What is wrong; empty where nothing is. */
    public List<Fault> faults() {
        return faults;
    }

    /** Whether all that is wrong is that keys are not live. */
    public boolean onlyNotLive() {
        return faults.stream().allMatch(fault -> fault.code().equals("not-live"));
    }

    /**
     * The next version, or the same where nothing would change.
     *
     * @param before values that hold now where it is changed
     * @throws IllegalArgumentException what labels would be taken together is not allowed
     */
    public LiveSettings apply(
            LiveSettings settings, LiveSettings.Author author, Map<Setting, String> before) {
        Map<Setting, String> edits = new EnumMap<>(Setting.class);
        List<Setting> gone = new ArrayList<>();
        found.forEach(
                (setting, one) -> {
                    String known = settings.value(author.node(), setting);
                    if (one.value().isNull()) {
                        if (known != null) {
                            gone.add(setting);
                        }
                        return;
                    }
                    String value = value(setting, one, before);
                    if (!value.equals(known)) {
                        edits.put(setting, value);
                    }
                });
        return edits.isEmpty() && gone.isEmpty()
                ? settings
                : settings.changed(author, edits, gone, before);
    }

    private static String value(Setting setting, Found one, Map<Setting, String> before) {
        JsonNode wanted = one.value();
        if (wanted.isObject() && setting.type() instanceof ValueType.Pairs) {
            String now = Objects.requireNonNullElse(before.get(setting), setting.standard());
            Map<String, String> pairs = new TreeMap<>(SettingValues.pairs(now));
            for (Map.Entry<String, JsonNode> pair : wanted.properties()) {
                if (pair.getValue().isNull()) {
                    pairs.remove(pair.getKey());
                } else {
                    pairs.put(pair.getKey(), pair.getValue().asText());
                }
            }
            String merged = SettingValues.of(pairs);
            return setting.type().parse(merged).orElseThrow(() -> refused(setting, merged));
        }
        return setting.type().parse(wanted).orElseThrow(() -> refused(setting, wanted.toString()));
    }

    private static IllegalArgumentException refused(Setting setting, String value) {
        return new IllegalArgumentException(SettingsReader.refusal(setting.key(), value, setting));
    }
}
