package io.gridmill.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.core.HazelcastInstance;
import io.gridmill.cluster.joining.GuardedContext;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.TaskLogs;
import io.gridmill.join.JoinFacts;
import io.gridmill.join.WireFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Starts the Hazelcast member of a node, with nothing left to its guesses. */
final class HazelcastMember {
    private HazelcastMember() {}

    /**
     * What a member is beside its settings.
     *
     * @param build version of Gridmill
     * @param store of what outlives all members
     */
    record Identity(String build, String store) {}

    /**
     * Starts it.
     *
     * @param identity what others are told of it besides the settings
     * @param context objects that messages need from the first moment on
     * @param more further parts of the configuration
     */
    static HazelcastInstance start(
            ClusterSettings settings,
            Identity identity,
            Map<String, Object> context,
            Consumer<Config> more) {
        SteadyClock.use();
        Config config = new Config();
        config.setClusterName(settings.clusterName());
        config.setInstanceName(settings.node());
        config.setLiteMember(!settings.profile().role().keepsData());
        config.setUserContext(new ConcurrentHashMap<>(context));
        network(config, settings);
        properties(config, settings);
        config.getJetConfig().setEnabled(true).setResourceUploadEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        config.getIntegrityCheckerConfig().setEnabled(false);
        onlyKnownClasses(config.getSerializationConfig());
        Ledger.configure(config, settings.backups());
        TaskLogs.configure(config, settings.backups());
        Members.configure(config, settings.node());
        more.accept(config);
        return GuardedContext.start(
                config,
                settings.secret(),
                (address, hazelcast) ->
                        new JoinFacts(
                                address,
                                identity.build,
                                settings.clusterName(),
                                WireFormat.number(),
                                hazelcast,
                                settings.backups(),
                                settings.gridSize(),
                                settings.profile().role().keepsData(),
                                identity.store));
    }

    /** Java serialisation, which Jet needs between members, makes objects of these packages only. */
    private static void onlyKnownClasses(SerializationConfig config) {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
        filter.getWhitelist().addPrefixes("io.gridmill.", "com.hazelcast.", "java.", "[");
        config.setJavaSerializationFilterConfig(filter);
    }

    private static void network(Config config, ClusterSettings settings) {
        NetworkConfig network = config.getNetworkConfig();
        // The member itself tries one after another: who looks first and binds later may find that
        // another process, started at the same moment, chose the same.
        network.setPort(settings.port());
        network.setPortAutoIncrement(settings.ports() > 1).setPortCount(settings.ports());
        network.setReuseAddress(true);
        network.getInterfaces().setEnabled(true).addInterface(settings.host());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        // Also where it joins nobody: others are refused by a member that joins in another way.
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
        settings.members().forEach(join.getTcpIpConfig()::addMember);
    }

    private static void properties(Config config, ClusterSettings settings) {
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
        config.setProperty("hazelcast.operation.backup.timeout.millis", "1500");
        config.setProperty("hazelcast.operation.call.timeout.millis", "15000");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        // Halves that hear each other again are one grid within ten seconds: a look and the merge.
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        config.setProperty("hazelcast.health.monitoring.level", "OFF");
        config.setProperty(
                "hazelcast.heartbeat.interval.seconds",
                Long.toString(Math.max(1, settings.heartbeatInterval().toSeconds())));
        config.setProperty(
                "hazelcast.max.no.heartbeat.seconds",
                Long.toString(Math.max(2, settings.failureAfter().toSeconds())));
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "30");
    }
}
