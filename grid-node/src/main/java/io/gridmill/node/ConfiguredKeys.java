package io.gridmill.node;

import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import io.gridmill.settings.Source;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How each key of the configuration stands in a {@link GridConfig}: read from it as text, and put into
 * it from text. Pure.
 */
public final class ConfiguredKeys {
    private static final Map<Setting, Lens> LENSES = lenses();

    /** How one key stands. */
    record Lens(
            Function<GridConfig, String> read, BiFunction<GridConfig, String, GridConfig> write) {}

    private ConfiguredKeys() {}

    private static Map<Setting, Lens> lenses() {
        Map<Setting, Lens> lenses = new EnumMap<>(Setting.class);
        ClusterKeys.put(lenses);
        NodeKeys.put(lenses);
        JobKeys.put(lenses);
        return Collections.unmodifiableMap(lenses);
    }

    /**
     * The configuration with all that was given, and who gave it.
     *
     * @throws IllegalArgumentException a value is not allowed beside others
     */
    public static GridConfig configured(GridConfig from, Settings settings) {
        return with(from, settings.given()).withGiven(settings);
    }

    /** The same with some values. */
    static GridConfig with(GridConfig from, Map<Setting, String> values) {
        GridConfig config = from;
        for (Map.Entry<Setting, String> value : values.entrySet()) {
            Lens lens = LENSES.get(value.getKey());
            if (lens != null) {
                config = lens.write.apply(config, value.getValue());
            }
        }
        return config;
    }

    /** All values of a configuration and who gave them; what nobody gave, its program did. */
    static Settings of(GridConfig config) {
        Map<Setting, String> changed = new EnumMap<>(Setting.class);
        Settings given = config.given();
        Settings all = given;
        LENSES.forEach(
                (setting, lens) -> {
                    String value = lens.read.apply(config);
                    Settings.Given known = given.given(setting);
                    if (!value.equals(known.value()) && known.source() == Source.DEFAULT) {
                        changed.put(setting, value);
                    }
                });
        for (Source source : Source.values()) {
            all = all.with(ofSource(config, given, source), source);
        }
        return all.with(changed, Source.PROGRAM);
    }

    /** What stands there of what a source gave: a share of its slots, for one. */
    private static Map<Setting, String> ofSource(GridConfig config, Settings given, Source source) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        LENSES.forEach(
                (setting, lens) -> {
                    if (given.given(setting).source() == source) {
                        values.put(setting, lens.read.apply(config));
                    }
                });
        return values;
    }
}
