package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.claim.SchedulingRules;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.Needs;
import io.gridmill.job.Strategy;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeRole;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where tasks run, and in which order, on real members. */
class PlacementIT {
    @TempDir Path data;

    private static GridConfig noStealing(GridConfig config) {
        return config.withSlots(1)
                .withScheduling(new SchedulingRules(Strategy.LEAST_BUSY, false, 0));
    }

    private static GridConfig noStealing(GridConfig config, NodeRole role) {
        return noStealing(config).withProfile(NodeProfile.defaults().withRole(role));
    }

    private static UnaryOperator<GridConfig> zone(String zone) {
        return config ->
                config.withProfile(
                        new NodeProfile(NodeRole.HYBRID, Map.of("zone", zone), List.of()));
    }

    private static GridConfig withTwoGpus(GridConfig config) {
        return config.withSlots(4)
                .withProfile(
                        new NodeProfile(
                                NodeRole.HYBRID, Map.of(), List.of(), Map.of("gpu", 2_000L)));
    }

    private static JobRequest noop(int tasks, int sleepMillis) {
        return TestGrid.request(
                "noop", "{\"tasks\":" + tasks + ",\"sleepMillis\":" + sleepMillis + "}");
    }

    private static JobRequest inZone(JobRequest request, String... zones) {
        return request.with(
                change -> change.needs(new Needs(Map.of("zone", List.of(zones)), Map.of())));
    }

    private static String submit(GridNode node, JobRequest request) {
        return node.submit(request, "tester", null).job().id();
    }

    /** Until every node has heard of all others, and of how they are. */
    private static void awaitMembers(TestGrid grid) {
        await().atMost(TestGrid.PATIENCE)
                .until(
                        () ->
                                grid.nodes().stream()
                                        .allMatch(
                                                node ->
                                                        node.nodes().size()
                                                                == grid.nodes().size()));
    }

    @Test
    void roundRobinGivesEachNodeTheSameNumberOfTasks() throws Exception {
        try (TestGrid grid = TestGrid.of(data, Collections.nCopies(3, PlacementIT::noStealing))) {
            awaitMembers(grid);
            JobRequest job = noop(900, 1).with(change -> change.strategy(Strategy.ROUND_ROBIN));
            JobStatus end = TestGrid.run(grid.first(), job);
            assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
            await().untilAsserted(
                            () ->
                                    assertThat(grid.first().nodes())
                                            .extracting(node -> node.tasksDone())
                                            .containsOnly(300L));
        }
    }

    @Test
    void whatNoNodeCanRunHoldsNothingUpAndRunsWhenOneComesThatCan() throws Exception {
        try (TestGrid grid = TestGrid.of(data, List.of(zone("a"), zone("a")))) {
            awaitMembers(grid);
            JobRequest urgent = inZone(noop(20, 0), "b").with(change -> change.priority(10));
            String waits = submit(grid.first(), urgent);
            await().until(() -> grid.first().job(waits).tasks().ready() == 20);
            JobStatus others = TestGrid.run(grid.node(1), noop(10_000, 0));
            assertThat(others.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(grid.first().job(waits).tasks().ready()).isEqualTo(20);

            GridNode able = grid.join(data, zone("b"));
            JobStatus end = grid.first().awaitEnd(waits, TestGrid.PATIENCE);
            assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
            await().untilAsserted(
                            () ->
                                    assertThat(grid.first().node(able.id()).tasksDone())
                                            .isGreaterThanOrEqualTo(20));
        }
    }

    @Test
    void tasksUseUpWhatTheyNeedAndNoMoreRunThanThereIs() throws Exception {
        Crowd crowd = new Crowd();
        try (TestGrid grid =
                TestGrid.of(data, List.of(PlacementIT::withTwoGpus, config -> config), crowd)) {
            awaitMembers(grid);
            JobRequest job =
                    TestGrid.request("crowd", "{\"tasks\":40}")
                            .with(
                                    change ->
                                            change.needs(
                                                    new Needs(Map.of(), Map.of("gpu", 1_000L))));
            JobStatus end = TestGrid.run(grid.node(1), job);
            assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(crowd.most()).isEqualTo(2);
        }
    }

    @Test
    void anUrgentJobGoesAheadOfWhatWaitsOnEveryMember() throws Exception {
        try (TestGrid grid =
                TestGrid.of(data, Collections.nCopies(3, config -> config.withSlots(1)))) {
            awaitMembers(grid);
            JobRequest patient = noop(150, 40).with(change -> change.priority(1));
            String low = submit(grid.first(), patient);
            await().until(() -> grid.first().job(low).tasks().succeeded() > 5);
            for (GridNode node : grid.nodes()) {
                JobRequest urgent = noop(2, 0).with(change -> change.priority(10));
                assertThat(TestGrid.run(node, urgent).state()).isEqualTo(JobState.SUCCEEDED);
            }
            assertThat(grid.first().job(low).tasks().succeeded()).isLessThan(150);
            assertThat(grid.first().awaitEnd(low, TestGrid.PATIENCE).state())
                    .isEqualTo(JobState.SUCCEEDED);
        }
    }

    @Test
    void withoutStealingWorkersStillGetWorkAndNothingIsStuck() throws Exception {
        try (TestGrid grid =
                TestGrid.of(
                        data,
                        List.of(
                                config -> noStealing(config, NodeRole.SCHEDULER),
                                config -> noStealing(config, NodeRole.WORKER),
                                PlacementIT::noStealing))) {
            awaitMembers(grid);
            for (Strategy strategy : Strategy.values()) {
                JobRequest job = noop(100, 1).with(change -> change.strategy(strategy));
                assertThat(TestGrid.run(grid.first(), job).state())
                        .as(strategy.text())
                        .isEqualTo(JobState.SUCCEEDED);
            }
            await().until(
                            () ->
                                    grid.first().nodes().stream()
                                                    .filter(node -> node.tasksDone() > 0)
                                                    .count()
                                            == 2);
        }
    }

    @Test
    void aNodeThatWorkWasMeantForMayDie() throws Exception {
        try (TestGrid grid = TestGrid.of(data, Collections.nCopies(3, PlacementIT::noStealing))) {
            awaitMembers(grid);
            JobRequest job = noop(600, 10).with(change -> change.strategy(Strategy.ROUND_ROBIN));
            String id = submit(grid.first(), job);
            await().until(() -> grid.first().job(id).tasks().succeeded() > 30);
            grid.node(2).crash();
            JobStatus end = grid.first().awaitEnd(id, TestGrid.PATIENCE);
            assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(end.tasks().succeeded()).isEqualTo(600);
        }
    }
}
