package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.settings.Setting;
import io.gridmill.settings.Settings;
import io.gridmill.settings.Source;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfiguredKeysTest {
    /** Of the API, of the list itself, or put together where passwords and secrets are known. */
    private static final Set<Setting> OF_OTHERS =
            EnumSet.of(
                    Setting.CLUSTER_SECRET_FILE,
                    Setting.HTTP_PORT,
                    Setting.DISCOVERY_METHOD,
                    Setting.CLUSTER_SECRET_FILE,
                    Setting.STORE,
                    Setting.STORE_URL,
                    Setting.STORE_USER);

    private static final Map<Setting, String> OTHER =
            Map.ofEntries(
                    Map.entry(Setting.CLUSTER_ADDRESS, "10.0.0.7"),
                    Map.entry(Setting.CLUSTER_NAME, "other"),
                    Map.entry(Setting.CLUSTER_SIZE, "5"),
                    Map.entry(Setting.DISCOVERY_MEMBERS, "a:1,b:2"),
                    Map.entry(Setting.NODE_NAME, "other"),
                    Map.entry(Setting.NODE_ROLE, "worker"),
                    Map.entry(Setting.NODE_SLOTS, "900"),
                    Map.entry(Setting.NODE_LABELS, "{\"zone\":\"a\"}"),
                    Map.entry(Setting.NODE_TASK_TYPES, "noop,sort"),
                    Map.entry(Setting.NODE_RESOURCES, "{\"gpu\":\"2\"}"),
                    Map.entry(Setting.SCHEDULING_STRATEGY, "local"),
                    Map.entry(Setting.SCHEDULING_BATCH_SIZE, "7"),
                    Map.entry(Setting.JOB_BLOCK_SIZE, "7"),
                    Map.entry(Setting.CLUSTER_ENABLED, "false"),
                    Map.entry(Setting.RETRY_ENABLED, "false"),
                    Map.entry(Setting.SCHEDULING_STEALING, "false"),
                    Map.entry(Setting.SCHEDULING_SPECULATION, "true"),
                    Map.entry(Setting.CLUSTER_HEARTBEAT_INTERVAL, "2s"),
                    Map.entry(Setting.CLUSTER_FAILURE_AFTER, "7s"),
                    Map.entry(Setting.CLUSTER_LOST_DATA_WAIT, "7s"),
                    Map.entry(Setting.TASK_TIMEOUT, "7s"),
                    Map.entry(Setting.RETRY_DELAY, "7s"),
                    Map.entry(Setting.RETRY_MAX_DELAY, "7s"),
                    Map.entry(Setting.CANCEL_GRACE, "7s"),
                    Map.entry(Setting.SHUTDOWN_GRACE, "7s"),
                    Map.entry(Setting.DATA, "elsewhere"));

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everyKeyIsPutIntoTheConfigurationAndReadFromItAlone(Setting setting) {
        if (OF_OTHERS.contains(setting)) {
            return;
        }
        String value = OTHER.getOrDefault(setting, "6");
        assertThat(setting.type().parse(value)).as("the test's value").hasValue(value);

        Settings before = ConfiguredKeys.of(GridConfig.defaults());
        GridConfig changed = ConfiguredKeys.with(GridConfig.defaults(), Map.of(setting, value));
        Settings after = ConfiguredKeys.of(changed);

        assertThat(after.text(setting)).isEqualTo(value).isNotEqualTo(before.text(setting));
        for (Setting other : Setting.values()) {
            if (other != setting) {
                assertThat(after.text(other)).as(other.key()).isEqualTo(before.text(other));
            }
        }
    }

    @Test
    void theDefaultsAreTheSameAsThoseOfTheKeys() {
        Settings defaults = ConfiguredKeys.of(GridConfig.defaults());
        for (Setting setting : Setting.values()) {
            if (setting != Setting.NODE_SLOTS) {
                assertThat(defaults.given(setting))
                        .as(setting.key())
                        .isEqualTo(new Settings.Given(setting.standard(), Source.DEFAULT));
            }
        }
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        assertThat(defaults.text(Setting.NODE_SLOTS)).isEqualTo(cores);
    }

    @Test
    void whoSaidWhatIsKept() {
        Settings given =
                Settings.defaults()
                        .with(Map.of(Setting.NODE_SLOTS, "8", Setting.HTTP_PORT, "1"), Source.FILE);
        GridConfig config =
                ConfiguredKeys.configured(GridConfig.defaults(), given)
                        .withSlots(4)
                        .withNodeName("node-1");

        Settings all = ConfiguredKeys.of(config);
        assertThat(all.given(Setting.NODE_SLOTS)).isEqualTo(new Settings.Given("4", Source.FILE));
        assertThat(all.given(Setting.HTTP_PORT)).isEqualTo(new Settings.Given("1", Source.FILE));
        assertThat(all.given(Setting.NODE_NAME))
                .isEqualTo(new Settings.Given("node-1", Source.PROGRAM));
    }
}
