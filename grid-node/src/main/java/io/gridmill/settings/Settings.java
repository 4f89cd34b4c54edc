package io.gridmill.settings;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A value for every key, and who said so. Immutable. */
public final class Settings {
    private static final Settings DEFAULTS = new Settings(standards());

    private final Map<Setting, Given> all;

    /**
     * A value and who said so.
     *
     * @param value as {@link ValueType#parse(String)} gives it
     */
    public record Given(String value, Source source) {}

    private Settings(Map<Setting, Given> all) {
        this.all = all;
    }

    private static Map<Setting, Given> standards() {
        Map<Setting, Given> all = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            all.put(setting, new Given(setting.standard(), Source.DEFAULT));
        }
        return all;
    }

    /** Nobody said anything. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /** The same with some values that were given by another source, which wins. */
    public Settings with(Map<Setting, String> values, Source source) {
        Map<Setting, Given> changed = new EnumMap<>(all);
        values.forEach((setting, value) -> changed.put(setting, new Given(value, source)));
        return new Settings(changed);
    }

    /** The value and who said so. */
    public Given given(Setting setting) {
        return Objects.requireNonNull(all.get(setting));
    }

    public String text(Setting setting) {
        return given(setting).value();
    }

    /** Whether anybody said something. */
    public boolean isGiven(Setting setting) {
        return given(setting).source() != Source.DEFAULT;
    }

    /** A key that is a whole number or bytes, and no word. */
    public long number(Setting setting) {
        return Long.parseLong(text(setting));
    }

    /** A key that is true or false. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** A key that is a list. */
    public List<String> texts(Setting setting) {
        return SettingValues.texts(text(setting));
    }

    /** What was given, by whomever, without the defaults. */
    public Map<Setting, String> given() {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        all.forEach(
                (setting, one) -> {
                    if (one.source() != Source.DEFAULT) {
                        given.put(setting, one.value());
                    }
                });
        return Collections.unmodifiableMap(given);
    }

    /** What is wrong with the keys together; empty where nothing is. */
    public List<Fault> faults() {
        Duration heartbeat = SettingValues.time(text(Setting.CLUSTER_HEARTBEAT_INTERVAL));
        Duration failure = SettingValues.time(text(Setting.CLUSTER_FAILURE_AFTER));
        if (failure.compareTo(heartbeat.multipliedBy(2)) >= 0) {
            return List.of();
        }
        String message =
                "cluster.failureAfter is "
                        + text(Setting.CLUSTER_FAILURE_AFTER)
                        + "; it must be at least twice cluster.heartbeatInterval, which is "
                        + text(Setting.CLUSTER_HEARTBEAT_INTERVAL);
        return List.of(new Fault("", Setting.CLUSTER_FAILURE_AFTER.key(), "range", message));
    }
}
