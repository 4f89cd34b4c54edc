package io.gridmill.node;

import io.gridmill.claim.Eligibility;
import io.gridmill.claim.Eligibility.Demand;
import io.gridmill.claim.NodeView;
import io.gridmill.claim.Obstacle;
import io.gridmill.cluster.Engine;
import io.gridmill.engine.Heartbeat;
import io.gridmill.explain.NodeFit;
import io.gridmill.job.Amounts;
import io.gridmill.report.NodeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes seen from a job, by what they said last; asks nobody. Thread-safe. */
final class NodeFits {
    private final Engine engine;
    private final GridOverview overview;

    NodeFits(Engine engine, GridOverview overview) {
        this.engine = engine;
        this.overview = overview;
    }

    private record Obstacles(List<String> lacks, List<String> inUse) {
        static final Obstacles NONE = new Obstacles(List.of(), List.of());
    }

    List<NodeFit> of(Demand demand) {
        Map<String, Obstacles> found = new HashMap<>();
        for (Heartbeat said : engine.heartbeats()) {
            NodeView view = said.view(false, said.capacity().used());
            found.put(said.node(), obstacles(Eligibility.of(demand, view)));
        }
        return overview.nodes().stream()
                .map(node -> fit(node, found.getOrDefault(node.id(), Obstacles.NONE)))
                .toList();
    }

    /** That a node takes nothing now, and that it has no slots, is told with its state. */
    private static Obstacles obstacles(Eligibility.Verdict verdict) {
        List<String> lacks = new ArrayList<>();
        List<String> inUse = new ArrayList<>();
        for (Obstacle obstacle : verdict.obstacles()) {
            switch (obstacle) {
                case Obstacle.TypeMissing missing -> lacks.add("no task type " + missing.type());
                case Obstacle.LabelMissing label -> {
                    String wanted = String.join(" or ", label.wanted());
                    lacks.add("no label " + label.key() + "=" + wanted);
                }
                case Obstacle.ResourceTooSmall small -> {
                    String needed = Amounts.text(small.resource(), small.needed());
                    lacks.add("less than " + needed + " of " + small.resource());
                }
                case Obstacle.ResourceInUse use -> inUse.add(use.text());
                case Obstacle.Role _,
                        Obstacle.NoSlots _,
                        Obstacle.Draining _,
                        Obstacle.Busy _,
                        Obstacle.Suspect _ -> {}
            }
        }
        return new Obstacles(lacks, inUse);
    }

    private static NodeFit fit(NodeStatus node, Obstacles obstacles) {
        return new NodeFit(
                node.name(),
                node.state(),
                node.reason(),
                obstacles.lacks,
                obstacles.inUse,
                node.slots(),
                node.busy());
    }
}
