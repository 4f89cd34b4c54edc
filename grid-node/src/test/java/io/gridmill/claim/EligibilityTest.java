package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.claim.Eligibility.Demand;
import io.gridmill.claim.Eligibility.Verdict;
import io.gridmill.claim.NodeView.Fitness;
import io.gridmill.job.Needs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EligibilityTest {
    private static final Demand RENDER =
            new Demand(
                    "render",
                    new Needs(
                            Map.of("zone", List.of("a", "b")),
                            Map.of("gpu", 1_000L, "memory", 2_000L)));

    static NodeView node(
            String id, Fitness fitness, Map<String, String> labels, Map<String, Long> resources) {
        return new NodeView(
                id, fitness, true, true, 4, labels, List.of("render"), resources, Map.of());
    }

    private static Verdict verdict(NodeView node) {
        return Eligibility.of(RENDER, node);
    }

    @Test
    void aNodeThatHasAllMayRunIt() {
        NodeView node =
                node(
                        "n",
                        Fitness.ONLINE,
                        Map.of("zone", "b"),
                        Map.of("gpu", 1_000L, "memory", 2_000L));
        assertThat(verdict(node).now()).isTrue();
        assertThat(verdict(node).able()).isTrue();
    }

    @Test
    void everyObstacleIsNamed() {
        NodeView node =
                new NodeView(
                        "n",
                        Fitness.DRAINING,
                        true,
                        false,
                        0,
                        Map.of("zone", "c"),
                        List.of("noop"),
                        Map.of("memory", 2_000L),
                        Map.of("memory", 500L));
        assertThat(verdict(node).obstacles())
                .containsExactly(
                        new Obstacle.Role(),
                        new Obstacle.TypeMissing("render"),
                        new Obstacle.LabelMissing("zone", List.of("a", "b"), "c"),
                        new Obstacle.ResourceTooSmall("gpu", 1_000, 0),
                        new Obstacle.ResourceInUse("memory", 2_000, 1_500),
                        new Obstacle.Draining());
        assertThat(verdict(node).obstacles())
                .extracting(Obstacle::text)
                .contains(
                        "has zone=c, needed: a or b",
                        "has 0 of gpu, a task needs 1",
                        "does not run type render");
        assertThat(verdict(node).ever()).isFalse();
    }

    @Test
    void whatPassesIsNoReasonToCallAJobUnplaceable() {
        Map<String, Long> enough = Map.of("gpu", 1_000L, "memory", 2_000L);
        for (Fitness fitness : List.of(Fitness.BUSY, Fitness.DRAINING, Fitness.SUSPECT)) {
            Verdict verdict = verdict(node("n", fitness, Map.of("zone", "a"), enough));
            assertThat(verdict.now()).isFalse();
            assertThat(verdict.ever()).isTrue();
            assertThat(Eligibility.placeable(List.of(verdict))).isTrue();
        }
        assertThat(Eligibility.placeable(List.of())).isFalse();
    }

    @Test
    void aNodeWhoseResourcesAreInUseIsAbleButNotNow() {
        NodeView node =
                new NodeView(
                        "n",
                        Fitness.ONLINE,
                        true,
                        true,
                        4,
                        Map.of("zone", "a"),
                        List.of("render"),
                        Map.of("gpu", 1_000L, "memory", 2_000L),
                        Map.of("gpu", 1_000L));
        assertThat(verdict(node).now()).isFalse();
        assertThat(verdict(node).able()).isTrue();
        assertThat(verdict(node).obstacles())
                .containsExactly(new Obstacle.ResourceInUse("gpu", 1_000, 0));
    }
}
