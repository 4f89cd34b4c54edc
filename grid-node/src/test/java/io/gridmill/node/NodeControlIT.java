package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridmill.health.HealthLimits;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeProfile;
import io.gridmill.report.NodeRole;
import io.gridmill.report.NodeState;
import io.gridmill.report.NodeStatus;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node is told to do, and what becomes of its work then. */
class NodeControlIT {
    private static final JobRequest MANY =
            TestGrid.request("noop", "{\"tasks\":1000,\"sleepMillis\":5}");

    @TempDir Path data;

    private static UnaryOperator<GridConfig> role(NodeRole role) {
        return config -> config.withProfile(NodeProfile.defaults().withRole(role));
    }

    private static GridConfig patient(GridConfig config) {
        return config.withLimits(config.limits().withShutdownGrace(Duration.ofSeconds(30)));
    }

    private static String start(GridNode node, JobRequest request) {
        // A cluster that has just formed on a slow machine may ask for a repetition.
        String key = UUID.randomUUID().toString();
        return await().atMost(TestGrid.PATIENCE)
                .ignoreExceptionsMatching(NodeControlIT::isUnavailable)
                .until(
                        () -> node.submit(request, "tester", key).job().id(),
                        id -> node.job(id).tasks().succeeded() > 100);
    }

    private static boolean isUnavailable(Throwable e) {
        return e instanceof GridException grid && grid.code() == ErrorCode.UNAVAILABLE;
    }

    private static void assertNothingLost(JobStatus job) {
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.statistics().lost()).isZero();
        assertThat(job.statistics().retried()).isZero();
        assertThat(job.statistics().attempts()).isEqualTo(job.tasks().total());
    }

    @Test
    void aDrainedNodeGivesBackItsWorkAndTakesNoneUntilItIsResumed() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            awaitNodes(grid.first(), 3);
            String job = start(grid.first(), MANY);
            NodeStatus drained = grid.first().drain("node-2", "ann");
            assertThat(drained.state()).isEqualTo(NodeState.DRAINING);
            assertThat(drained.reason()).isEqualTo("It was drained by ann");
            await().until(() -> grid.node(1).node("node-2").busy() == 0);
            long done = grid.node(1).node("node-2").tasksDone();
            assertNothingLost(grid.first().awaitEnd(job, TestGrid.PATIENCE));
            TestGrid.run(grid.first(), MANY);
            assertThat(grid.node(1).node("node-2").tasksDone()).isEqualTo(done);

            assertThat(grid.node(2).resume("node-2").state()).isEqualTo(NodeState.ONLINE);
            TestGrid.run(grid.first(), MANY);
            await().until(() -> grid.node(1).node("node-2").tasksDone() > done);
        }
    }

    @Test
    void aNodeThatIsClosedInMidJobLeavesAndOneThatCrashesIsLost() throws Exception {
        try (TestGrid grid = TestGrid.of(data, Collections.nCopies(3, NodeControlIT::patient))) {
            awaitNodes(grid.first(), 3);
            String job = start(grid.first(), MANY);
            grid.node(2).close();
            assertNothingLost(grid.first().awaitEnd(job, TestGrid.PATIENCE));
            // Hazelcast tells the others of a member that leaves a moment after it has left.
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> grid.first().node("node-3").state() == NodeState.OFFLINE);
            NodeStatus left = grid.first().node("node-3");
            assertThat(left.reason()).isEqualTo("It left the grid");
            assertThat(left.slots()).isZero();
            assertThatThrownBy(() -> grid.first().drain("node-3", "ann"))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_OFFLINE));

            grid.node(1).crash();
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> grid.first().node("node-2").state() == NodeState.OFFLINE);
            assertThat(grid.first().node("node-2").reason()).contains("lost");
            assertThat(grid.first().cluster().nodes()).isEqualTo(1);
        }
    }

    @Test
    void slotsAreRaisedAndLoweredWhileTasksRun() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config.withSlots(0))) {
            GridNode node = grid.first();
            String job = node.submit(MANY, "tester", null).job().id();
            await().until(() -> node.job(job).tasks().ready() == 1000);
            node.slots(4);
            assertThat(node.node(node.id()).slots()).isEqualTo(4);
            await().until(() -> node.job(job).tasks().succeeded() > 100);
            node.slots(0);
            await().until(() -> node.node(node.id()).busy() == 0);
            await().until(() -> node.job(job).tasks().assigned() == 0);
            assertThat(node.job(job).tasks().ready()).isPositive();
            node.slots(2);
            assertNothingLost(node.awaitEnd(job, TestGrid.PATIENCE));
            assertThatThrownBy(() -> node.slots(1025)).hasMessageContaining("1024");
        }
    }

    @Test
    void aSchedulerAndWorkersGiveTheSameAnswersAsOneNode() throws Exception {
        byte[] words =
                "the cat sat on the mat and the dog ate it\n"
                        .repeat(60_000)
                        .getBytes(StandardCharsets.UTF_8);
        JobRequest picture =
                TestGrid.request("mandelbrot", "{\"width\":512,\"height\":512,\"tileSize\":64}");
        try (TestGrid one = TestGrid.alone(data.resolve("one"), config -> config);
                TestGrid grid =
                        TestGrid.of(
                                data.resolve("roles"),
                                List.of(
                                        role(NodeRole.SCHEDULER),
                                        role(NodeRole.WORKER),
                                        role(NodeRole.WORKER)))) {
            awaitNodes(grid.first(), 3);
            String digest = grid.node(1).putBlob(new ByteArrayInputStream(words), null);
            one.first().putBlob(new ByteArrayInputStream(words), null);
            JobRequest count =
                    JobRequest.of(
                            "word-count",
                            TestGrid.json("{\"chunkSize\":65536}"),
                            new InputData.Blob(digest));
            for (JobRequest request : List.of(picture, count)) {
                JobStatus alone = TestGrid.run(one.first(), request);
                JobStatus shared = TestGrid.run(grid.node(2), request);
                assertNothingLost(shared);
                assertThat(TestGrid.result(grid.node(1), shared.id()))
                        .isEqualTo(TestGrid.result(one.first(), alone.id()));
            }
            await().until(() -> grid.first().node("node-2").tasksDone() > 0);
            assertThat(grid.first().node("node-1").tasksDone()).isZero();
            assertThat(grid.first().node("node-1").slots()).isZero();
            assertThat(grid.first().node("node-3").role()).isEqualTo("worker");
            assertThatThrownBy(() -> grid.first().slots("node-1", 2))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_ROLE));
        }
    }

    @Test
    void aGridOfWorkersOnlySaysWhatItLacks() {
        try (TestGrid grid = TestGrid.alone(data, role(NodeRole.WORKER))) {
            assertThatThrownBy(() -> grid.first().submit(MANY, "tester", null))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                    .hasMessageContaining("only workers")
                    .hasMessageContaining("hybrid or scheduler");
        }
    }

    @Test
    void aNodeBeyondItsLimitsIsBusyAndTakesNothing() throws Exception {
        // No heap and no machine is that empty.
        HealthLimits none = new HealthLimits(1e9, 1e9, 1e-6);
        try (TestGrid grid = TestGrid.of(data, List.of(c -> c, c -> c.withHealth(none)))) {
            awaitNodes(grid.first(), 2);
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> grid.first().node("node-2").state() == NodeState.BUSY);
            long done = grid.first().node("node-2").tasksDone();
            assertNothingLost(TestGrid.run(grid.first(), MANY));
            NodeStatus busy = grid.node(1).node("node-2");
            assertThat(busy.tasksDone()).isEqualTo(done);
            assertThat(busy.reason()).contains("of the machine's memory (health.memory");
        }
    }

    private static void awaitNodes(GridNode node, int count) {
        await().atMost(TestGrid.PATIENCE)
                .until(() -> node.cluster().nodes() == count && node.cluster().safe());
    }
}
