package io.gridmill.node;

import static io.gridmill.node.TestGrid.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.durable.StoreSettings;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.report.NodeStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of real members, changed while they run. */
class LiveConfigIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path data;

    private static JsonNode value(GridNode node, String key) {
        return node.settings().one(key).path("value");
    }

    private static void awaitValue(GridNode node, String key, String value) {
        await().atMost(PATIENCE).until(() -> value(node, key).asText().equals(value));
    }

    private static void set(GridNode at, String patch) {
        at.settings().change(json(patch), null, "tester");
    }

    @Test
    void allMembersGoByAChangeAlsoWhenItsAcceptorDiesAndANewOneJoins() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            set(grid.first(), "{\"retry\":{\"maxRetries\":7},\"queue.maxWaitingJobs\":1}");
            assertThat(value(grid.first(), "retry.maxRetries").asInt()).isEqualTo(7);
            awaitValue(grid.node(1), "retry.maxRetries", "7");
            awaitValue(grid.node(2), "queue.maxWaitingJobs", "1");

            grid.first().crash();
            GridNode fourth = grid.join(data, config -> config);
            awaitValue(fourth, "retry.maxRetries", "7");
            assertThat(value(grid.node(1), "retry.maxRetries").asInt()).isEqualTo(7);

            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(LiveConfigIT::isAway)
                    .untilAsserted(() -> set(fourth, "{\"retry.maxRetries\":null}"));
            awaitValue(grid.node(1), "retry.maxRetries", "3");
            assertThat(fourth.settings().history().path("items").get(0).path("user").asText())
                    .isEqualTo("tester");
        }
    }

    private static boolean isAway(Throwable e) {
        return e instanceof GridException grid && grid.code().httpStatus() == 503;
    }

    @Test
    void aFullQueueIsFullAtOnce() {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            JobRequest open = TestGrid.request("noop", "{}").with(job -> job.open(true));
            node.submit(open, "tester", null);
            set(node, "{\"queue.maxWaitingJobs\":1}");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(() -> node.submit(open, "tester", null))
                                            .isInstanceOfSatisfying(
                                                    GridException.class,
                                                    e ->
                                                            assertThat(e.code())
                                                                    .isEqualTo(
                                                                            ErrorCode.QUEUE_FULL)));
        }
    }

    @Test
    void slotsLabelsAndTypesOfOneNodeAreItsOwn() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            GridNode one = grid.first();
            one.settings()
                    .change(
                            json(
                                    "{\"node\":{\"slots\":5,\"labels\":{\"zone\":\"b\"},"
                                            + "\"taskTypes\":[\"noop\"]}}"),
                            "node-2",
                            "tester");

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                NodeStatus two = one.node("node-2");
                                assertThat(two.slots()).isEqualTo(5);
                                assertThat(two.labels()).isEqualTo(Map.of("zone", "b"));
                                assertThat(two.types()).containsExactly("noop");
                            });
            assertThat(one.node("node-1").slots()).isEqualTo(2);
            assertThat(one.settings().all().at("/nodes/node-2/node.slots").asInt()).isEqualTo(5);

            one.settings().change(json("{\"node\":{\"taskTypes\":null}}"), "node-2", "tester");
            await().atMost(PATIENCE).until(() -> one.node("node-2").types().contains("mandelbrot"));
            assertThat(one.node("node-2").slots()).isEqualTo(5);
        }
    }

    @Test
    void oneNodeTooManyIsRefusedAndNobodyMissesIt() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            set(grid.first(), "{\"cluster.maxNodes\":2}");

            assertThatThrownBy(() -> grid.join(data, config -> config))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_REFUSED))
                    .hasMessageContaining("may have 2 (cluster.maxNodes)");

            await().atMost(PATIENCE).until(() -> grid.first().cluster().nodes() == 2);
            set(grid.first(), "{\"cluster.maxNodes\":3}");
            grid.join(data, config -> config);
            await().atMost(PATIENCE).until(() -> grid.first().cluster().nodes() == 3);
        }
    }

    @Test
    void withAStoreAChangeOutlivesAllNodes() throws Exception {
        UnaryOperator<GridConfig> kept =
                config -> config.withStore(StoreSettings.sqlite(data.resolve("grid.db")));
        try (TestGrid grid = TestGrid.of(data, List.of(kept))) {
            await().atMost(PATIENCE)
                    .ignoreExceptionsMatching(LiveConfigIT::isAway)
                    .untilAsserted(() -> set(grid.first(), "{\"scheduling.stealing\":false}"));
            grid.first().crash();
        }
        try (TestGrid grid = TestGrid.of(data, List.of(kept))) {
            awaitValue(grid.first(), "scheduling.stealing", "false");
            assertThat(grid.first().settings().one("scheduling.stealing").path("source").asText())
                    .isEqualTo("live");
        }
    }

    @Test
    void changesAtTheSameMomentAreMadeOneAfterTheOther() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            List<Thread> writers = new ArrayList<>();
            for (GridNode node : grid.nodes()) {
                for (int i = 0; i < 5; i++) {
                    String patch =
                            "{\"queue.maxWaitingJobs\":"
                                    + (10 + i)
                                    + ",\"retry.maxRetries\":"
                                    + i
                                    + "}";
                    writers.add(Thread.ofVirtual().start(() -> set(node, patch)));
                }
            }
            for (Thread writer : writers) {
                writer.join();
            }

            await().atMost(PATIENCE).until(() -> values(grid.first()).equals(values(grid.node(1))));
            JsonNode values = values(grid.first());
            assertThat(values.path("queue.maxWaitingJobs").asInt())
                    .as("both of one change")
                    .isEqualTo(10 + values.path("retry.maxRetries").asInt());
        }
    }

    private static JsonNode values(GridNode node) {
        ObjectNode values = (ObjectNode) node.settings().all().path("values");
        return values.retain("queue.maxWaitingJobs", "retry.maxRetries");
    }
}
