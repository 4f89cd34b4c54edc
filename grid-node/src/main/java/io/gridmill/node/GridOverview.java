package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.engine.Heartbeat;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.NodeNames;
import io.gridmill.report.NodeState;
import io.gridmill.report.NodeStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The grid as a whole, from what its nodes last said. Thread-safe. */
final class GridOverview {
    private final Engine engine;
    private final GridConfig config;
    private long lastDone;
    private long lastNanos = System.nanoTime();
    private double rate;

    GridOverview(Engine engine, GridConfig config) {
        this.engine = engine;
        this.config = config;
    }

    List<NodeStatus> nodes() {
        List<NodeStatus> nodes = new ArrayList<>();
        for (Heartbeat heartbeat : engine.heartbeats()) {
            nodes.add(node(heartbeat));
        }
        nodes.sort(Comparator.comparing(NodeStatus::name).thenComparing(NodeStatus::id));
        return nodes;
    }

    private NodeStatus node(Heartbeat heartbeat) {
        Heartbeat.Vitals vitals = heartbeat.vitals();
        boolean busy = !vitals.busyReason().isEmpty();
        String id = heartbeat.node();
        return new NodeStatus(
                id,
                NodeNames.of(id),
                vitals.address(),
                busy ? NodeState.BUSY : NodeState.ONLINE,
                busy ? vitals.busyReason() : null,
                id.equals(engine.node()),
                "hybrid",
                heartbeat.slots(),
                heartbeat.busy(),
                heartbeat.ready(),
                vitals.cpu(),
                vitals.memory(),
                vitals.load(),
                heartbeat.tasksDone(),
                vitals.pid(),
                Math.max(0, engine.ledger().now() - vitals.started()),
                vitals.version(),
                heartbeat.running());
    }

    ClusterStatus cluster() {
        int slots = 0;
        int busy = 0;
        long done = 0;
        long waiting = 0;
        int nodes = 0;
        for (Heartbeat heartbeat : engine.heartbeats()) {
            nodes++;
            slots += heartbeat.slots();
            busy += heartbeat.busy();
            done += heartbeat.tasksDone();
            waiting += heartbeat.ready();
        }
        return new ClusterStatus(
                config.cluster().name(),
                nodes,
                slots,
                busy,
                waiting,
                busy,
                engine.liveJobs(),
                done,
                rate(done),
                engine.backups(),
                engine.safe());
    }

    /** Tasks a second since a second or more ago. */
    private synchronized double rate(long done) {
        long now = System.nanoTime();
        double seconds = (now - lastNanos) / 1e9;
        if (seconds >= 1) {
            rate = Math.max(0, done - lastDone) / seconds;
            lastDone = done;
            lastNanos = now;
        }
        return rate;
    }
}
