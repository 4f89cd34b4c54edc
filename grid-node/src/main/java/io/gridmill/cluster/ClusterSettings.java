package io.gridmill.cluster;

import io.gridmill.claim.SchedulingRules;
import io.gridmill.durable.StoreSettings;
import io.gridmill.health.HealthLimits;
import io.gridmill.join.ClusterSecret;
import io.gridmill.report.NodeProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member needs to know before it starts.
 *
 * @param node id of the node, unlike that of any other, also over restarts
 * @param clusterName only members of the same name join each other
 * @param host address that the member port is bound to
 * @param port member port; 0 for any free one
 * @param ports how many ports are tried from that one on
 * @param members HOST:PORT of members to join; empty for none
 * @param backups copies of every record beside the first, 0 to 6
 * @param data the node's directory
 * @param profile what kind of node it is
 * @param health from when on it takes no new work
 * @param store what outlives all members
 * @param scheduling how work is shared out
 * @param secret what members prove to each other; null for none
 * @param maxNodes members that there may be, this one included, where nothing else was said since
 * @param gridSize members that keep data of which a majority must be there; 0: the most seen
 * @param lossPatience how long lost data is waited for before it is made again
 */
public record ClusterSettings(
        String node,
        String clusterName,
        String host,
        int port,
        int ports,
        List<String> members,
        int backups,
        Duration heartbeatInterval,
        Duration failureAfter,
        Path data,
        NodeProfile profile,
        HealthLimits health,
        SchedulingRules scheduling,
        Capacity capacity,
        StoreSettings store,
        @Nullable ClusterSecret secret,
        int maxNodes,
        int gridSize,
        Duration lossPatience) {
    public ClusterSettings {
        members = List.copyOf(members);
    }

    /**
     * What the node may use.
     *
     * @param slots tasks run at once
     * @param maxTaskResult largest result of one task, bytes
     * @param maxBlob largest blob, bytes
     * @param diskBudget bytes of blobs on this node
     * @param cancelGrace how long code may go on after it was interrupted
     * @param shutdownGrace how long tasks may run on when the node is told to end
     */
    public record Capacity(
            int slots,
            long maxTaskResult,
            long maxBlob,
            long diskBudget,
            Duration cancelGrace,
            Duration shutdownGrace) {}
}
