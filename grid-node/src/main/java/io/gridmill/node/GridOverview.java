package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.cluster.members.Sighting;
import io.gridmill.engine.Heartbeat;
import io.gridmill.report.ClusterStatus;
import io.gridmill.report.NodeCondition;
import io.gridmill.report.NodeNames;
import io.gridmill.report.NodeSelector;
import io.gridmill.report.NodeState;
import io.gridmill.report.NodeStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        Set<String> present = new HashSet<>();
        List<Sighting> sightings = engine.sightings();
        for (Sighting sighting : sightings) {
            if (sighting.condition().state() != NodeState.OFFLINE) {
                present.add(NodeNames.of(sighting.last().node()));
            }
        }
        for (Sighting sighting : sightings) {
            boolean offline = sighting.condition().state() == NodeState.OFFLINE;
            // Started again under its name: the old one is history.
            if (!offline || !present.contains(NodeNames.of(sighting.last().node()))) {
                nodes.add(node(sighting, offline));
            }
        }
        nodes.sort(Comparator.comparing(NodeStatus::name).thenComparing(NodeStatus::id));
        return nodes;
    }

    /** Names of the nodes that run tasks of a type, whether or not they are busy now. */
    List<String> running(String type) {
        return nodes().stream()
                .filter(node -> node.slots() > 0 && node.types().contains(type))
                .map(NodeStatus::name)
                .toList();
    }

    NodeStatus node(String wanted) {
        return NodeSelector.find(wanted, nodes());
    }

    private NodeStatus node(Sighting sighting, boolean offline) {
        Heartbeat heartbeat = sighting.last();
        Heartbeat.Vitals vitals = heartbeat.vitals();
        NodeCondition condition = sighting.condition();
        String id = heartbeat.node();
        return new NodeStatus(
                id,
                NodeNames.of(id),
                vitals.address(),
                condition.state(),
                condition.reason().isEmpty() ? null : condition.reason(),
                Instant.ofEpochMilli(condition.since()),
                id.equals(engine.node()),
                heartbeat.role().text(),
                heartbeat.labels(),
                heartbeat.types(),
                offline ? 0 : heartbeat.slots(),
                offline ? 0 : heartbeat.busy(),
                offline ? 0 : heartbeat.ready(),
                offline ? -1 : vitals.cpu(),
                offline ? -1 : vitals.foreignCpu(),
                vitals.memory(),
                offline ? -1 : vitals.load(),
                heartbeat.tasksDone(),
                vitals.pid(),
                Math.max(0, uptimeEnd(condition, offline) - vitals.started()),
                vitals.version(),
                offline ? List.of() : heartbeat.running());
    }

    private long uptimeEnd(NodeCondition condition, boolean offline) {
        return offline ? condition.since() : engine.ledger().now();
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
                Math.max(0, Math.min(engine.backups(), engine.members().dataNodes() - 1)),
                engine.safe(),
                engine.durable().status());
    }

    /** Whether no node has any work, as far as heartbeats tell. */
    boolean idle() {
        for (Heartbeat heartbeat : engine.heartbeats()) {
            if (heartbeat.ready() > 0 || heartbeat.busy() > 0 || !heartbeat.jobs().isEmpty()) {
                return false;
            }
        }
        return engine.liveJobs() == 0;
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
