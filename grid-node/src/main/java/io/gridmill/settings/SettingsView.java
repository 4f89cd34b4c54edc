package io.gridmill.settings;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** The configuration as people are told about it, as JSON. Pure. */
public final class SettingsView {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SettingsView() {}

    /**
     * How one node stands.
     *
     * @param node its name
     * @param started values that it started with
     * @param now values that it goes by
     */
    public record Standing(String node, Settings started, Settings now) {}

    /** All keys of a node, and what is set for single nodes. */
    public static ObjectNode document(Standing standing, LiveSettings live) {
        ObjectNode document = NODES.objectNode();
        document.put("version", live.version());
        document.put("node", standing.node);
        ObjectNode values = document.putObject("values");
        ArrayNode items = document.putArray("items");
        for (Setting setting : Setting.values()) {
            values.set(setting.key(), setting.type().json(standing.now.text(setting)));
            items.add(item(standing, setting));
        }
        ObjectNode nodes = document.putObject("nodes");
        for (LiveSettings.Value value : live.values()) {
            if (!value.node().isEmpty()) {
                Setting.of(value.key())
                        .ifPresent(
                                setting ->
                                        nodes.withObjectProperty(value.node())
                                                .set(
                                                        value.key(),
                                                        setting.type().json(value.value())));
            }
        }
        return document;
    }

    /** One key of a node. */
    public static ObjectNode item(Standing standing, Setting setting) {
        Settings.Given now = standing.now.given(setting);
        ObjectNode item = NODES.objectNode();
        item.put("key", setting.key());
        item.set("value", setting.type().json(now.value()));
        item.set("default", setting.type().json(setting.standard()));
        item.put("source", now.source().text());
        item.put("live", setting.reach().live());
        item.put("perNode", setting.reach() == Reach.NODE);
        if (now.source() == Source.LIVE) {
            item.set("started", setting.type().json(standing.started.text(setting)));
        }
        item.put("allowed", setting.type().allowed());
        item.put("meaning", setting.meaning());
        item.put("variable", setting.variable());
        item.put("option", setting.options().node());
        return item;
    }

    /** The last changes, newest first. */
    public static ObjectNode history(LiveSettings live) {
        ObjectNode document = NODES.objectNode();
        ArrayNode items = document.putArray("items");
        for (LiveSettings.Change change : live.changes().reversed()) {
            ObjectNode item = items.addObject();
            item.put("at", Instant.ofEpochMilli(change.at()).toString());
            item.put("user", change.user());
            if (!change.node().isEmpty()) {
                item.put("node", change.node());
            }
            item.put("key", change.key());
            Setting setting = Setting.of(change.key()).orElse(null);
            if (setting == null) {
                item.put("before", change.before());
                item.put("after", change.after());
            } else {
                item.set("before", setting.type().json(change.before()));
                item.set(
                        "after",
                        change.after() == null
                                ? NODES.nullNode()
                                : setting.type().json(change.after()));
            }
        }
        return document;
    }

    /** The values that a node goes by: those it started with, and what was changed since. */
    public static Settings now(Settings started, LiveSettings live, String node) {
        Map<Setting, String> changed = live.of(Objects.requireNonNull(node));
        return started.with(changed, Source.LIVE);
    }
}
