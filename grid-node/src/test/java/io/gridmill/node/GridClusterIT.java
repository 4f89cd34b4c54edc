package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeState;
import io.gridmill.report.Page;
import io.gridmill.report.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members in one process: the same answers as one, also when members crash in mid-job. */
class GridClusterIT {
    @TempDir Path data;

    @Test
    void threeMembersShareTheWorkAndGiveTheSameAnswers() throws Exception {
        JobRequest pi = TestGrid.request("monte-carlo", "{\"samples\":30000000,\"seed\":5}");
        JobRequest picture =
                TestGrid.request("mandelbrot", "{\"width\":512,\"height\":512,\"tileSize\":32}");
        byte[] words =
                "to be or not to be that is the question\n"
                        .repeat(100_000)
                        .getBytes(StandardCharsets.UTF_8);
        try (TestGrid one = TestGrid.alone(data.resolve("one"), config -> config);
                TestGrid three = TestGrid.of(3, data.resolve("three"))) {
            awaitMembers(three, 3);
            String digest = three.node(1).putBlob(new java.io.ByteArrayInputStream(words), null);
            assertEquals(
                    digest, one.first().putBlob(new java.io.ByteArrayInputStream(words), null));
            JobRequest count =
                    JobRequest.of(
                            "word-count",
                            TestGrid.json("{\"chunkSize\":65536}"),
                            new InputData.Blob(digest));
            int submitter = 0;
            for (JobRequest request : new JobRequest[] {pi, picture, count}) {
                JobStatus alone = TestGrid.run(one.first(), request);
                JobStatus shared = TestGrid.run(three.node(submitter++), request);
                assertEquals(JobState.SUCCEEDED, shared.state(), () -> "" + shared.error());
                assertArrayEquals(
                        TestGrid.result(one.first(), alone.id()),
                        TestGrid.result(three.first(), shared.id()),
                        request.type());
            }
            JobStatus spread =
                    TestGrid.run(
                            three.first(),
                            TestGrid.request("noop", "{\"tasks\":300,\"sleepMillis\":5}"));
            assertEquals(300, spread.tasks().succeeded());
            await().until(
                            () ->
                                    three.first().nodes().stream()
                                            .allMatch(node -> node.tasksDone() > 20));
        }
    }

    @Test
    void everyMemberListsTheJobsOfAll() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data.resolve("list"))) {
            awaitMembers(grid, 3);
            Set<String> submitted = new HashSet<>();
            for (int i = 0; i < 12; i++) {
                JobRequest job =
                        TestGrid.request("noop", "{}")
                                .with(change -> change.labels(Map.of("team", "blue")));
                submitted.add(TestGrid.run(grid.node(i % 3), job).id());
            }
            TestGrid.run(grid.first(), TestGrid.request("noop", "{}"));
            for (GridNode node : grid.nodes()) {
                assertEquals(submitted, listed(node, Map.of("team", "blue")), node.id());
                assertEquals(13, listed(node, Map.of()).size());
            }
            grid.node(2).crash();
            await().untilAsserted(() -> assertEquals(13, listed(grid.first(), Map.of()).size()));
        }
    }

    /** Ids on pages of 5, each once and newest first. */
    private static Set<String> listed(GridNode node, Map<String, String> labels) {
        Set<String> ids = new HashSet<>();
        String cursor = null;
        Instant last = Instant.MAX;
        do {
            Page<JobStatus> page = node.jobs(new JobQuery(null, "noop", labels, cursor, 5));
            for (JobStatus job : page.items()) {
                assertTrue(ids.add(job.id()), "listed twice: " + job.id());
                assertFalse(job.times().created().isAfter(last), "not newest first");
                last = job.times().created();
            }
            cursor = page.next();
        } while (cursor != null);
        return ids;
    }

    @Test
    void aCrashInMidJobLosesNothingWhoeverDies() throws Exception {
        for (int victim = 0; victim < 3; victim++) {
            try (TestGrid grid = TestGrid.of(3, data.resolve("crash-" + victim))) {
                awaitMembers(grid, 3);
                GridNode submitter = grid.first();
                String id =
                        submitter
                                .submit(
                                        TestGrid.request(
                                                "noop", "{\"tasks\":600,\"sleepMillis\":10}"),
                                        "tester",
                                        null)
                                .job()
                                .id();
                GridNode survivor = grid.node((victim + 1) % 3);
                await().until(() -> survivor.job(id).tasks().succeeded() > 50);
                grid.node(victim).crash();
                JobStatus job = survivor.awaitEnd(id, Duration.ofSeconds(60));
                assertEquals(JobState.SUCCEEDED, job.state(), () -> "" + job.error());
                assertEquals(600, job.tasks().succeeded());
                assertEquals(0, job.statistics().retried(), "a lost node is not the task's fault");
                assertEquals(
                        "{\"tasks\":600}",
                        new String(TestGrid.result(survivor, id), StandardCharsets.UTF_8).strip());
                assertOneAcceptedAttemptEach(survivor, id);
            }
        }
    }

    private static void assertOneAcceptedAttemptEach(GridNode node, String id) {
        for (TaskStatus task : node.tasks(id, null, null, 1000).items()) {
            long accepted =
                    task.attempts().stream()
                            .filter(attempt -> "SUCCEEDED".equals("" + attempt.outcome()))
                            .count();
            assertEquals(1, accepted, () -> "task " + task.number() + ": " + task.attempts());
        }
    }

    @Test
    void aMemberThatLeavesHandsOverAndOneThatJoinsTakesPart() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data.resolve("leave"))) {
            awaitMembers(grid, 3);
            String id =
                    grid.node(1)
                            .submit(
                                    TestGrid.request("noop", "{\"tasks\":400,\"sleepMillis\":10}"),
                                    "tester",
                                    null)
                            .job()
                            .id();
            await().until(() -> grid.first().job(id).tasks().succeeded() > 20);
            grid.node(2).close();
            JobStatus job = grid.first().awaitEnd(id, Duration.ofSeconds(60));
            assertEquals(JobState.SUCCEEDED, job.state());
            assertEquals(400, job.tasks().succeeded());
            assertEquals(0, job.statistics().retried());
            assertEquals(0, job.statistics().lost());
            // The others are told of a closed member a moment after its close has returned.
            await().until(() -> grid.first().node("node-3").state() == NodeState.OFFLINE);
            assertEquals(2, grid.first().cluster().nodes());
            assertEquals(1, grid.first().cluster().backups(), "as many as there are nodes for");
        }
    }

    private static void awaitMembers(TestGrid grid, int size) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> grid.nodes().stream().allMatch(node -> node.nodes().size() == size));
    }
}
