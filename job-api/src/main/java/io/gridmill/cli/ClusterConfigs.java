package io.gridmill.cli;

import io.gridmill.cli.local.FleetPlan;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridConfig.Cluster;

/** Configurations of the first node of a plan. */
final class ClusterConfigs {
    private ClusterConfigs() {}

    /** The configuration of the node of this process. */
    static GridConfig first(FleetPlan plan, Cluster cluster) {
        FleetPlan.Member node = plan.first();
        return GridConfig.defaults()
                .withNodeName(node.name())
                .withSlots(node.slots())
                .withData(node.data())
                .withCluster(cluster);
    }
}
