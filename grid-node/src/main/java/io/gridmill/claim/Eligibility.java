package io.gridmill.claim;

import io.gridmill.claim.NodeView.Fitness;
import io.gridmill.job.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether nodes may run a job's tasks, and if not, why. Pure. */
public final class Eligibility {
    private Eligibility() {}

    /**
     * What a job asks of a node.
     *
     * @param type of its tasks
     */
    public record Demand(String type, Needs needs) {}

    /**
     * How it stands with one node.
     *
     * @param obstacles every reason why it may not run a task of the job now; empty when it may
     */
    public record Verdict(String node, List<Obstacle> obstacles) {
        public Verdict {
            obstacles = List.copyOf(obstacles);
        }

        /** Whether it may run a task of the job now, given a free slot. */
        public boolean now() {
            return obstacles.isEmpty();
        }

        /** Whether it may run one some time, as it is configured. */
        public boolean ever() {
            return obstacles.stream().noneMatch(Obstacle::lasting);
        }

        /** Whether only what other tasks use there is in the way, at most. */
        public boolean able() {
            return obstacles.stream().allMatch(o -> o instanceof Obstacle.ResourceInUse);
        }
    }

    /** The verdict on each node, in their order. */
    public static List<Verdict> of(Demand demand, List<NodeView> nodes) {
        return nodes.stream().map(node -> of(demand, node)).toList();
    }

    /** Whether some node may run the job's tasks some time; when not, it waits for another node. */
    public static boolean placeable(List<Verdict> verdicts) {
        return verdicts.stream().anyMatch(Verdict::ever);
    }

    /** The verdict on a node. */
    public static Verdict of(Demand demand, NodeView node) {
        List<Obstacle> obstacles = new ArrayList<>();
        if (!node.runsTasks()) {
            obstacles.add(new Obstacle.Role());
        } else if (node.slots() == 0) {
            obstacles.add(new Obstacle.NoSlots());
        }
        if (!node.types().contains(demand.type)) {
            obstacles.add(new Obstacle.TypeMissing(demand.type));
        }
        labels(demand.needs, node, obstacles);
        resources(demand.needs, node, obstacles);
        if (node.fitness() == Fitness.DRAINING) {
            obstacles.add(new Obstacle.Draining());
        } else if (node.fitness() == Fitness.BUSY) {
            obstacles.add(new Obstacle.Busy());
        } else if (node.fitness() == Fitness.SUSPECT) {
            obstacles.add(new Obstacle.Suspect());
        }
        return new Verdict(node.id(), obstacles);
    }

    private static void labels(Needs needs, NodeView node, List<Obstacle> obstacles) {
        needs.labels()
                .forEach(
                        (key, wanted) -> {
                            String has = node.labels().get(key);
                            if (has == null || !wanted.contains(has)) {
                                obstacles.add(new Obstacle.LabelMissing(key, wanted, has));
                            }
                        });
    }

    private static void resources(Needs needs, NodeView node, List<Obstacle> obstacles) {
        for (Map.Entry<String, Long> need : needs.resources().entrySet()) {
            String resource = need.getKey();
            long needed = need.getValue();
            long has = node.resources().getOrDefault(resource, 0L);
            if (has < needed) {
                obstacles.add(new Obstacle.ResourceTooSmall(resource, needed, has));
            } else if (node.free(resource) < needed) {
                obstacles.add(new Obstacle.ResourceInUse(resource, needed, node.free(resource)));
            }
        }
    }
}
