package io.gridmill.node;

import io.gridmill.durable.StoreSettings;
import io.gridmill.health.HealthLimits;
import io.gridmill.job.Amounts;
import io.gridmill.job.DurationText;
import io.gridmill.node.ConfiguredKeys.Lens;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeRole;
import io.gridmill.settings.Setting;
import io.gridmill.settings.SettingValues;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Keys of a node itself: what it is, what it may use, where its files are. */
final class NodeKeys {
    private static final String CORES = "cores";

    private NodeKeys() {}

    static void put(Map<Setting, Lens> lenses) {
        lenses.put(Setting.NODE_NAME, new Lens(GridConfig::nodeName, GridConfig::withNodeName));
        lenses.put(
                Setting.NODE_SLOTS,
                new Lens(
                        config -> Integer.toString(config.slots()),
                        (config, value) -> config.withSlots(slots(value))));
        lenses.put(
                Setting.DATA,
                new Lens(
                        config -> config.data().toString(),
                        (config, value) -> config.withData(Path.of(value))));
        putProfile(lenses);
        putHealth(lenses);
        putStore(lenses);
        lenses.put(
                Setting.CANCEL_GRACE,
                JobKeys.limit(
                        limits -> DurationText.of(limits.cancelGrace()),
                        (draft, value) -> draft.cancelGrace = SettingValues.time(value)));
        lenses.put(
                Setting.SHUTDOWN_GRACE,
                JobKeys.limit(
                        limits -> DurationText.of(limits.shutdownGrace()),
                        (draft, value) -> draft.shutdownGrace = SettingValues.time(value)));
    }

    /** As many as cores where nobody says. */
    private static int slots(String value) {
        return value.equals(CORES) ? GridConfig.defaults().slots() : Integer.parseInt(value);
    }

    private static void putProfile(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.NODE_ROLE,
                profile(
                        profile -> profile.role().text(),
                        (profile, value) ->
                                profile.withRole(
                                        NodeRole.of(value)
                                                .orElseThrow(
                                                        () ->
                                                                new IllegalArgumentException(
                                                                        value)))));
        lenses.put(
                Setting.NODE_LABELS,
                profile(
                        profile -> SettingValues.of(profile.labels()),
                        (profile, value) ->
                                profile.with(SettingValues.pairs(value), profile.types())));
        lenses.put(
                Setting.NODE_TASK_TYPES,
                profile(
                        profile -> SettingValues.of(profile.types()),
                        (profile, value) ->
                                profile.with(profile.labels(), SettingValues.texts(value))));
        lenses.put(
                Setting.NODE_RESOURCES,
                profile(NodeKeys::resources, (profile, value) -> resources(profile, value)));
    }

    private static Lens profile(
            Function<NodeProfile, String> read,
            BiFunction<NodeProfile, String, NodeProfile> write) {
        return new Lens(
                config -> read.apply(config.profile()),
                (config, value) -> config.withProfile(write.apply(config.profile(), value)));
    }

    private static String resources(NodeProfile profile) {
        Map<String, String> amounts = new TreeMap<>();
        profile.resources()
                .forEach((name, amount) -> amounts.put(name, Amounts.text(name, amount)));
        return SettingValues.of(amounts);
    }

    private static NodeProfile resources(NodeProfile profile, String value) {
        Map<String, Long> amounts = new TreeMap<>();
        SettingValues.pairs(value)
                .forEach(
                        (name, text) ->
                                amounts.put(
                                        name,
                                        Amounts.parse(text)
                                                .orElseThrow(
                                                        () ->
                                                                new IllegalArgumentException(
                                                                        "node.resources: "
                                                                                + name
                                                                                + " is "
                                                                                + text
                                                                                + "; write an"
                                                                                + " amount such as"
                                                                                + " 2, 0.5 or"
                                                                                + " 8GiB"))));
        return new NodeProfile(profile.role(), profile.labels(), profile.types(), amounts);
    }

    private static void putHealth(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.HEALTH_FOREIGN_CPU,
                health(
                        HealthLimits::foreignCpu,
                        (limits, value) ->
                                new HealthLimits(value, limits.foreignLoad(), limits.memory())));
        lenses.put(
                Setting.HEALTH_FOREIGN_LOAD,
                health(
                        HealthLimits::foreignLoad,
                        (limits, value) ->
                                new HealthLimits(limits.foreignCpu(), value, limits.memory())));
        lenses.put(
                Setting.HEALTH_MEMORY,
                health(
                        HealthLimits::memory,
                        (limits, value) ->
                                new HealthLimits(
                                        limits.foreignCpu(), limits.foreignLoad(), value)));
    }

    private static Lens health(
            Function<HealthLimits, Double> read,
            BiFunction<HealthLimits, Double, HealthLimits> write) {
        return new Lens(
                config -> JobKeys.decimal(read.apply(config.health())),
                (config, value) ->
                        config.withHealth(write.apply(config.health(), Double.parseDouble(value))));
    }

    /** Whoever knows the password puts kind, address and user together; here they are shown only. */
    private static void putStore(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.STORE,
                new Lens(
                        config -> config.store().kind().name().toLowerCase(Locale.ROOT),
                        (config, _) -> config));
        lenses.put(Setting.STORE_URL, new Lens(config -> config.store().place(), (c, _) -> c));
        lenses.put(
                Setting.STORE_USER,
                new Lens(config -> user(config.store()), (config, _) -> config));
    }

    private static String user(StoreSettings store) {
        return store.user() == null ? "" : store.user();
    }
}
