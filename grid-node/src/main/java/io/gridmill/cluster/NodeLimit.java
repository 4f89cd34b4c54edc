package io.gridmill.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.job.GridException;
import io.gridmill.settings.LiveSettings;
import io.gridmill.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a member that has just joined is one too many. */
final class NodeLimit {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLimit.class);

    private NodeLimit() {}

    /**
     * Why it may not stay; null where it may. Members are in the order in which they joined, so of
     * several that join at once exactly those stay for which there is room.
     *
     * @param configured the limit where nothing else was said since
     */
    static @Nullable String refusal(
            HazelcastInstance hazelcast, SettingsStore settings, int configured) {
        List<Member> members = new ArrayList<>(hazelcast.getCluster().getMembers());
        int before = members.indexOf(hazelcast.getCluster().getLocalMember());
        int most = most(settings, configured);
        return before < most
                ? null
                : "The grid has "
                        + before
                        + " nodes and may have "
                        + most
                        + " (cluster.maxNodes): raise it with `gridmill config set"
                        + " cluster.maxNodes=N`, or stop a node first";
    }

    private static int most(SettingsStore settings, int configured) {
        try {
            String live = settings.read().value(LiveSettings.ALL_NODES, Setting.CLUSTER_MAX_NODES);
            return live == null ? configured : Integer.parseInt(live);
        } catch (GridException e) {
            LOG.debug("Live settings cannot be read yet; the limit is the configured one", e);
            return configured;
        }
    }
}
