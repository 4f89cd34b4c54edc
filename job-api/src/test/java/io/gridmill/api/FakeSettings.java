package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.node.SettingsOperations;
import io.gridmill.settings.Fault;
import io.gridmill.settings.LiveSettings;
import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import io.gridmill.settings.SettingsPatch;
import io.gridmill.settings.SettingsReader;
import io.gridmill.settings.SettingsView;
import org.jspecify.annotations.Nullable;

/** A configuration that is read and changed as it is in earnest, and that nobody goes by. */
final class FakeSettings implements SettingsOperations {
    private LiveSettings live = LiveSettings.NONE;

    private SettingsView.Standing standing() {
        Settings started = Settings.defaults();
        return new SettingsView.Standing(
                "alpha", started, SettingsView.now(started, live, "alpha"));
    }

    @Override
    public synchronized ObjectNode all() {
        return SettingsView.document(standing(), live);
    }

    @Override
    public synchronized ObjectNode one(String key) {
        return Setting.of(key)
                .map(setting -> SettingsView.item(standing(), setting))
                .orElseThrow(
                        () ->
                                new GridException(
                                        ErrorCode.NO_SUCH_SETTING, SettingsReader.unknown(key)));
    }

    @Override
    public synchronized ObjectNode history() {
        return SettingsView.history(live);
    }

    @Override
    public synchronized ObjectNode change(JsonNode body, @Nullable String node, String user) {
        SettingsPatch patch = SettingsPatch.read((ObjectNode) body, node != null);
        if (!patch.faults().isEmpty()) {
            throw new GridException(
                    patch.onlyNotLive() ? ErrorCode.NOT_LIVE : ErrorCode.BAD_REQUEST,
                    patch.faults().getFirst().message(),
                    patch.faults().stream().map(Fault::field).toList());
        }
        String name = node == null ? LiveSettings.ALL_NODES : node;
        live =
                patch.apply(
                        live,
                        new LiveSettings.Author(user, FakeGrid.THEN.toEpochMilli(), name),
                        live.of(name));
        return all();
    }
}
