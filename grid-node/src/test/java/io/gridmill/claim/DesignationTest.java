package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.claim.NodeView.Fitness;
import io.gridmill.job.Needs;
import io.gridmill.job.Strategy;
import io.gridmill.ledger.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DesignationTest {
    private static final int TASKS = 100;

    private static NodeView node(String id, boolean keepsData, Map<String, String> labels) {
        return new NodeView(
                id,
                Fitness.ONLINE,
                keepsData,
                true,
                2,
                labels,
                List.of("noop"),
                Map.of("cpu", 2_000L),
                Map.of());
    }

    private static List<NodeView> nodes(Random random) {
        List<NodeView> nodes = new ArrayList<>();
        int count = 1 + random.nextInt(7);
        for (int i = 0; i < count; i++) {
            Map<String, String> labels = random.nextBoolean() ? Map.of("gpu", "yes") : Map.of();
            nodes.add(node("n" + i, random.nextInt(3) > 0, labels));
        }
        return nodes;
    }

    private static Designation designation(
            Strategy strategy, boolean stealing, List<NodeView> able, String owner) {
        return new Designation(
                new SchedulingRules(Strategy.LEAST_BUSY, stealing, 0),
                new Designation.Rule(strategy, Needs.NONE),
                able,
                owner);
    }

    private static boolean has(@Nullable Share share, int task) {
        return share != null && share.has(task);
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void everyTaskIsMeantForSomebodyWhoMayRunItAndTheGraceOnlyAdds(Strategy strategy) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<NodeView> able = nodes(random);
            boolean stealing = random.nextBoolean();
            // The owner may be one that cannot run the job.
            String owner = "n" + random.nextInt(8);
            Designation designation = designation(strategy, stealing, able, owner);
            for (int task = 0; task < TASKS; task++) {
                int meant = 0;
                for (NodeView node : able) {
                    boolean now = has(designation.now(node.id()), task);
                    meant += now ? 1 : 0;
                    boolean later = has(designation.later(node.id()), task);
                    assertThat(later).isEqualTo(stealing || now);
                }
                assertThat(meant).isPositive();
                if (strategy == Strategy.ROUND_ROBIN) {
                    assertThat(meant).isEqualTo(1);
                }
            }
            assertThat(designation.now("stranger")).isNull();
            assertThat(designation.later("stranger")).isNull();
        }
    }

    @Test
    void roundRobinGivesEachNodeTheSameNumber() {
        List<NodeView> able =
                List.of(
                        node("a", true, Map.of()),
                        node("b", true, Map.of()),
                        node("c", true, Map.of()));
        Designation designation = designation(Strategy.ROUND_ROBIN, false, able, "a");
        for (String node : List.of("a", "b", "c")) {
            int tasks = 0;
            for (int task = 0; task < 900; task++) {
                tasks += has(designation.now(node), task) ? 1 : 0;
            }
            assertThat(tasks).isEqualTo(300);
        }
    }

    @Test
    void withoutStealingAnOwnerKeepsItsBlocksAndWorkersWhoHaveNoneTakeFromAll() {
        List<NodeView> able =
                List.of(
                        node("owner", true, Map.of()),
                        node("other", true, Map.of()),
                        node("worker", false, Map.of()));
        Designation off = designation(Strategy.LEAST_BUSY, false, able, "owner");
        assertThat(off.now("owner")).isEqualTo(Share.ALL);
        assertThat(off.later("other")).isNull();
        assertThat(off.now("worker")).isEqualTo(Share.ALL);
        Designation idle = designation(Strategy.LEAST_BUSY, false, able, "a scheduler");
        assertThat(idle.now("other")).isEqualTo(Share.ALL);
        assertThat(idle.forOthers()).isTrue();
    }

    @Test
    void capabilityKeepsSpecialNodesForLater() {
        List<NodeView> able =
                List.of(node("plain", true, Map.of()), node("gpu", true, Map.of("gpu", "yes")));
        Designation designation = designation(Strategy.CAPABILITY, true, able, "gpu");
        assertThat(designation.now("plain")).isEqualTo(Share.ALL);
        assertThat(designation.now("gpu")).isNull();
        assertThat(designation.later("gpu")).isEqualTo(Share.ALL);
    }

    @Test
    void localIsForTheOwnerWhileItMayRunTheJob() {
        List<NodeView> able = List.of(node("a", true, Map.of()), node("b", true, Map.of()));
        assertThat(designation(Strategy.LOCAL, true, able, "a").now("b")).isNull();
        assertThat(designation(Strategy.LOCAL, true, able, "a").now("a")).isEqualTo(Share.ALL);
        assertThat(designation(Strategy.LOCAL, false, able, "x").now("b")).isEqualTo(Share.ALL);
    }
}
