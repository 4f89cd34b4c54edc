package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.cluster.Engine;
import io.gridmill.cluster.SettingsFollower;
import io.gridmill.engine.NodeRules;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.report.NodeNames;
import io.gridmill.report.NodeStatus;
import io.gridmill.settings.Fault;
import io.gridmill.settings.LiveSettings;
import io.gridmill.settings.Setting;
import io.gridmill.settings.SettingValues;
import io.gridmill.settings.Settings;
import io.gridmill.settings.SettingsPatch;
import io.gridmill.settings.SettingsReader;
import io.gridmill.settings.SettingsView;
import io.gridmill.settings.SettingsView.Standing;
import io.gridmill.task.FieldError;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration that this node goes by: the one it started with, and what was changed since for
 * the whole grid or for it. Thread-safe.
 */
final class LiveConfig implements SettingsOperations {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);

    /** More than people who change something at the same moment. */
    private static final int MOST_TRIES = 50;

    private final GridConfig started;
    private final Settings startedWith;
    private final Engine engine;
    private final TaskTypes types;
    private final GridOverview overview;
    private final SettingsFollower follower;
    private volatile GridConfig current;

    /**
     * Goes by what is live already when this returns.
     *
     * @param overview finds the nodes that people name
     */
    LiveConfig(GridConfig started, Engine engine, TaskTypes types, GridOverview overview) {
        this.started = started;
        this.startedWith = ConfiguredKeys.of(started);
        this.engine = engine;
        this.types = types;
        this.overview = overview;
        this.current = started;
        this.follower = engine.followSettings(this::follow);
        try {
            follower.heard(engine.liveSettings().read());
        } catch (GridException e) {
            LOG.debug("The live settings cannot be read yet; they are asked for again", e);
        }
    }

    /** As it is now. */
    GridConfig now() {
        return current;
    }

    private String self() {
        return NodeNames.of(engine.node());
    }

    private void follow(LiveSettings live) {
        GridConfig before = current;
        GridConfig after;
        try {
            after = ConfiguredKeys.with(started, live.of(self()));
        } catch (IllegalArgumentException e) {
            LOG.warn("A live change is not taken, as it does not fit: {}", e.getMessage());
            return;
        }
        current = after;
        LOG.info("The live configuration is of version {} now", live.version());
        engine.adapt(
                new NodeRules(
                        after.scheduling(),
                        after.health(),
                        after.profile().labels(),
                        after.profile().withKnownTypes(names()).types()));
        if (before.slots() != after.slots()) {
            engine.resize(after.slots());
        }
    }

    private List<String> names() {
        return types.all().stream().map(TaskType::name).toList();
    }

    private Standing standing() {
        return new Standing(
                self(), startedWith, SettingsView.now(startedWith, follower.known(), self()));
    }

    @Override
    public ObjectNode all() {
        return SettingsView.document(standing(), follower.known());
    }

    @Override
    public ObjectNode one(String key) {
        Setting setting =
                Setting.of(key)
                        .orElseThrow(
                                () ->
                                        new GridException(
                                                ErrorCode.NO_SUCH_SETTING,
                                                SettingsReader.unknown(key)));
        return SettingsView.item(standing(), setting);
    }

    @Override
    public ObjectNode history() {
        return SettingsView.history(follower.known());
    }

    @Override
    public ObjectNode change(JsonNode body, @Nullable String node, String user) {
        if (!(body instanceof ObjectNode object)) {
            FieldError error = new FieldError("", "type", "the body must be a JSON object");
            throw new GridException(
                    ErrorCode.BAD_REQUEST, "A change is a JSON object of keys", List.of(error));
        }
        SettingsPatch patch = SettingsPatch.read(object, node != null);
        refuse(patch);
        engine.durable().checkReady();
        NodeStatus one = node == null ? null : overview.node(node);
        LiveSettings after = write(patch, one, user);
        engine.durable().documents().keep(after);
        follower.heard(after);
        return all();
    }

    private static void refuse(SettingsPatch patch) {
        List<Fault> faults = patch.faults();
        if (!faults.isEmpty()) {
            throw new GridException(
                    patch.onlyNotLive() ? ErrorCode.NOT_LIVE : ErrorCode.BAD_REQUEST,
                    faults.getFirst().message(),
                    faults.stream().map(Fault::field).toList());
        }
    }

    private LiveSettings write(SettingsPatch patch, @Nullable NodeStatus node, String user) {
        String name = node == null ? LiveSettings.ALL_NODES : node.name();
        for (int i = 0; i < MOST_TRIES; i++) {
            LiveSettings before = latest();
            LiveSettings.Author author = new LiveSettings.Author(user, engine.ledger().now(), name);
            LiveSettings next = applied(patch, before, author, node);
            LiveSettings after = next.equals(before) ? before : engine.liveSettings().put(next);
            if (after.equals(next)) {
                return after;
            }
        }
        throw new GridException(
                ErrorCode.UNAVAILABLE, "Others change the configuration all the time; repeat it");
    }

    private LiveSettings applied(
            SettingsPatch patch,
            LiveSettings before,
            LiveSettings.Author author,
            @Nullable NodeStatus node) {
        try {
            return patch.apply(before, author, holding(before, node));
        } catch (IllegalArgumentException e) {
            throw new GridException(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /**
     * What holds for a node, or for all as far as this node knows what they started with. Labels for
     * all of several nodes begin with none: what this one started with is not theirs.
     */
    private Map<Setting, String> holding(LiveSettings live, @Nullable NodeStatus node) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            all.put(setting, startedWith.text(setting));
        }
        if (node != null) {
            all.put(Setting.NODE_LABELS, SettingValues.of(node.labels()));
            all.put(Setting.NODE_SLOTS, Integer.toString(node.slots()));
        } else if (overview.nodes().size() > 1) {
            all.put(Setting.NODE_LABELS, Setting.NODE_LABELS.standard());
        }
        all.putAll(live.of(node == null ? LiveSettings.ALL_NODES : node.name()));
        return all;
    }

    /**
     * More members may have been lost at once than there are copies; then this node's is brought, or
     * the one that the store has.
     */
    private LiveSettings latest() {
        LiveSettings there = engine.liveSettings().read();
        if (there.version() > 0) {
            return there;
        }
        LiveSettings known = follower.known();
        LiveSettings lost =
                known.version() > 0 ? known : engine.durable().documents().keptSettings();
        if (lost == null) {
            return there;
        }
        engine.liveSettings().restore(lost);
        return engine.liveSettings().read();
    }
}
