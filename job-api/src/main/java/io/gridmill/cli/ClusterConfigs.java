package io.gridmill.cli;

import io.gridmill.cli.local.FleetPlan;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridConfig.Cluster;
import java.util.List;

/** Configurations of nodes on the loopback address. */
final class ClusterConfigs {
    private ClusterConfigs() {}

    /** The configuration of one node of a plan. */
    static GridConfig of(FleetPlan plan, FleetPlan.Member node) {
        return GridConfig.defaults()
                .withNodeName(node.name())
                .withSlots(node.slots())
                .withData(node.data())
                .withCluster(
                        cluster(
                                plan.clusterName(),
                                node.port(),
                                plan.addressesBut(node),
                                plan.backups()));
    }

    /** How a member on the loopback address finds others. */
    static Cluster cluster(String name, int port, List<String> members, int backups) {
        Cluster defaults = GridConfig.defaults().cluster();
        return new Cluster(
                true,
                name,
                defaults.host(),
                port,
                members,
                backups,
                defaults.heartbeatInterval(),
                defaults.failureAfter());
    }
}
