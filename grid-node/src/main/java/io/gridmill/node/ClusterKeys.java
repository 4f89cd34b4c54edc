package io.gridmill.node;

import io.gridmill.job.DurationText;
import io.gridmill.node.ConfiguredKeys.Lens;
import io.gridmill.settings.Setting;
import io.gridmill.settings.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Keys of how nodes find each other. */
final class ClusterKeys {
    private static final String UNSET = "unset";

    private ClusterKeys() {}

    static void put(Map<Setting, Lens> lenses) {
        lenses.put(
                Setting.CLUSTER_ENABLED,
                lens(
                        cluster -> Boolean.toString(cluster.enabled()),
                        (draft, value) -> draft.enabled = Boolean.parseBoolean(value)));
        lenses.put(
                Setting.CLUSTER_PORT,
                lens(
                        cluster -> Integer.toString(cluster.port()),
                        (draft, value) -> draft.port = Integer.parseInt(value)));
        lenses.put(
                Setting.CLUSTER_ADDRESS,
                lens(GridConfig.Cluster::host, (draft, value) -> draft.host = value));
        lenses.put(
                Setting.CLUSTER_NAME,
                lens(GridConfig.Cluster::name, (draft, value) -> draft.name = value));
        lenses.put(
                Setting.CLUSTER_SIZE,
                lens(
                        cluster -> cluster.size() == 0 ? UNSET : Integer.toString(cluster.size()),
                        (draft, value) ->
                                draft.size = value.equals(UNSET) ? 0 : Integer.parseInt(value)));
        lenses.put(
                Setting.CLUSTER_BACKUPS,
                lens(
                        cluster -> Integer.toString(cluster.backups()),
                        (draft, value) -> draft.backups = Integer.parseInt(value)));
        lenses.put(
                Setting.CLUSTER_HEARTBEAT_INTERVAL,
                lens(
                        cluster -> DurationText.of(cluster.heartbeatInterval()),
                        (draft, value) -> draft.heartbeatInterval = SettingValues.time(value)));
        lenses.put(
                Setting.CLUSTER_FAILURE_AFTER,
                lens(
                        cluster -> DurationText.of(cluster.failureAfter()),
                        (draft, value) -> draft.failureAfter = SettingValues.time(value)));
        lenses.put(
                Setting.CLUSTER_LOST_DATA_WAIT,
                lens(
                        cluster -> DurationText.of(cluster.lostDataWait()),
                        (draft, value) -> draft.lostDataWait = SettingValues.time(value)));
        lenses.put(
                Setting.DISCOVERY_MEMBERS,
                lens(
                        cluster -> SettingValues.of(cluster.members()),
                        (draft, value) -> draft.members = SettingValues.texts(value)));
    }

    private static Lens lens(
            Function<GridConfig.Cluster, String> read, BiConsumer<Draft, String> write) {
        return new Lens(
                config -> read.apply(config.cluster()),
                (config, value) -> {
                    Draft draft = new Draft(config.cluster());
                    write.accept(draft, value);
                    return config.withCluster(draft.build());
                });
    }

    /** A cluster's configuration being changed. */
    private static final class Draft {
        private final GridConfig.Cluster from;
        private boolean enabled;
        private String name;
        private String host;
        private int port;
        private List<String> members;
        private int backups;
        private Duration heartbeatInterval;
        private Duration failureAfter;
        private int size;
        private Duration lostDataWait;

        Draft(GridConfig.Cluster from) {
            this.from = from;
            enabled = from.enabled();
            name = from.name();
            host = from.host();
            port = from.port();
            members = from.members();
            backups = from.backups();
            heartbeatInterval = from.heartbeatInterval();
            failureAfter = from.failureAfter();
            size = from.size();
            lostDataWait = from.lostDataWait();
        }

        GridConfig.Cluster build() {
            return new GridConfig.Cluster(
                    enabled,
                    name,
                    host,
                    port,
                    members,
                    backups,
                    heartbeatInterval,
                    failureAfter,
                    size,
                    from.secret(),
                    from.ports(),
                    lostDataWait);
        }
    }
}
