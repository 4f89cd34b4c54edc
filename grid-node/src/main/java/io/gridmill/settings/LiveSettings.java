package io.gridmill.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was changed while the grid ran: one record for the whole grid.
 *
 * @param version rises with each change; 0 where there was none
 * @param values in the order of nodes and keys
 * @param changes the last ones, oldest first, at most {@link #MOST_CHANGES}
 */
public record LiveSettings(long version, List<Value> values, List<Change> changes) {
    /** Changes that are kept. */
    public static final int MOST_CHANGES = 100;

    /** Names all nodes. */
    public static final String ALL_NODES = "";

    /** Nothing was changed. */
    public static final LiveSettings NONE = new LiveSettings(0, List.of(), List.of());

    public LiveSettings {
        values = List.copyOf(values);
        changes = List.copyOf(changes);
    }

    /**
     * A value.
     *
     * @param node name of the node that it is for; {@link #ALL_NODES}
     * @param key a text, as this version need not know every key
     * @param value as {@link ValueType#parse(String)} gives it
     */
    public record Value(String node, String key, String value) {}

    /**
     * What was changed, by whom and when.
     *
     * @param at milliseconds since the epoch
     * @param node name of the node that it was for; {@link #ALL_NODES}
     * @param before value that held before where it was changed
     * @param after null where it was taken back
     */
    public record Change(
            long at, String user, String node, String key, String before, @Nullable String after) {}

    /**
     * Who changes something, when, and for whom.
     *
     * @param node name of a node; {@link #ALL_NODES}
     */
    public record Author(String user, long at, String node) {}

    /** What a node goes by: its own values before those for all; keys that are not known are left. */
    public Map<Setting, String> of(String node) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        for (String name : List.of(ALL_NODES, node)) {
            for (Value value : values) {
                if (value.node.equals(name)) {
                    Setting.of(value.key)
                            .filter(setting -> setting.type().parse(value.value).isPresent())
                            .ifPresent(setting -> all.put(setting, value.value));
                }
            }
        }
        return all;
    }

    /** The value that was set for exactly this node, or for all; null where none was. */
    public @Nullable String value(String node, Setting setting) {
        for (Value value : values) {
            if (value.node.equals(node) && value.key.equals(setting.key())) {
                return value.value;
            }
        }
        return null;
    }

    /**
     * The next version.
     *
     * @param edits values to set, as they are then
     * @param gone keys to take back
     * @param before values that hold now where it is changed
     */
    public LiveSettings changed(
            Author author,
            Map<Setting, String> edits,
            List<Setting> gone,
            Map<Setting, String> before) {
        List<Value> kept = new ArrayList<>();
        for (Value value : values) {
            Setting setting = Setting.of(value.key).orElse(null);
            boolean replaced =
                    setting != null && (edits.containsKey(setting) || gone.contains(setting));
            if (!value.node.equals(author.node) || !replaced) {
                kept.add(value);
            }
        }
        List<Change> story = new ArrayList<>(changes);
        edits.forEach(
                (setting, value) -> {
                    kept.add(new Value(author.node, setting.key(), value));
                    story.add(change(author, setting, before, value));
                });
        gone.forEach(setting -> story.add(change(author, setting, before, null)));
        kept.sort(Comparator.comparing(Value::node).thenComparing(Value::key));
        int from = Math.max(0, story.size() - MOST_CHANGES);
        return new LiveSettings(version + 1, kept, story.subList(from, story.size()));
    }

    private static Change change(
            Author author, Setting setting, Map<Setting, String> before, @Nullable String after) {
        String old = Objects.requireNonNullElse(before.get(setting), setting.standard());
        return new Change(author.at, author.user, author.node, setting.key(), old, after);
    }

    /**
     * One of two records that both sides of a split network have: the later one, under a version
     * that neither had where they differ, so that everybody takes it.
     */
    public static LiveSettings join(LiveSettings a, LiveSettings b) {
        if (a.equals(b)) {
            return a;
        }
        Comparator<LiveSettings> later =
                Comparator.comparingLong(LiveSettings::version)
                        .thenComparingLong(LiveSettings::lastAt)
                        .thenComparing(LiveSettings::toString);
        boolean first = later.compare(a, b) >= 0;
        LiveSettings won = first ? a : b;
        LiveSettings lost = first ? b : a;
        boolean follows = won.version > lost.version && won.changes.containsAll(lost.changes);
        return follows ? won : new LiveSettings(won.version + 1, won.values, won.changes);
    }

    private long lastAt() {
        return changes.isEmpty() ? 0 : changes.getLast().at;
    }
}
