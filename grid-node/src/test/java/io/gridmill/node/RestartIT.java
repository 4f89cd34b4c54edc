package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.durable.StoreSettings;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.Content;
import io.gridmill.report.JobStatus;
import io.gridmill.report.StateCounts;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node with a SQLite store that crashes and is started again: what was promised is there. */
class RestartIT {
    @TempDir Path data;

    private TestGrid start() {
        TestGrid grid =
                TestGrid.alone(
                        data.resolve("node"),
                        config -> config.withStore(StoreSettings.sqlite(data.resolve("grid.db"))));
        await().atMost(TestGrid.PATIENCE).until(() -> !grid.first().cluster().store().recovering());
        return grid;
    }

    private static JobRequest noop(int tasks, int millis) {
        return TestGrid.request("noop", "{\"tasks\":" + tasks + ",\"sleepMillis\":" + millis + "}");
    }

    @Test
    void aJobGoesOnWhereItsBlocksHadSettled() throws Exception {
        String id;
        try (TestGrid grid = start()) {
            id = grid.first().submit(noop(400, 5), "me", null).job().id();
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> grid.first().job(id).tasks().succeeded() > 150);
            grid.first().crash();
        }
        try (TestGrid grid = start()) {
            JobStatus job = grid.first().awaitEnd(id, TestGrid.PATIENCE);
            assertEquals(JobState.SUCCEEDED, job.state());
            assertEquals(400, job.tasks().succeeded());
            // What a process of before would still say of it does not count.
            assertEquals(2, job.generation());
            assertTrue(
                    grid.first().job(id).events().stream()
                            .anyMatch(change -> change.what().equals("recovered")));
        }
    }

    @Test
    void anEndedJobIsThereWithItsLargeResult() throws Exception {
        JobRequest picture =
                TestGrid.request("mandelbrot", "{\"width\":1000,\"height\":800,\"tileSize\":200}");
        String id;
        byte[] result;
        try (TestGrid grid = start()) {
            id = TestGrid.run(grid.first(), picture).id();
            result = TestGrid.result(grid.first(), id);
            grid.first().crash();
        }
        try (TestGrid grid = start()) {
            assertEquals(JobState.SUCCEEDED, grid.first().job(id).state());
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(() -> Arrays.equals(result, TestGrid.result(grid.first(), id)));
        }
    }

    @Test
    void deletedStaysDeletedAndCancelledStaysCancelled() throws Exception {
        String deleted;
        String cancelled;
        try (TestGrid grid = start()) {
            deleted = TestGrid.run(grid.first(), noop(4, 0)).id();
            grid.first().delete(deleted);
            cancelled = grid.first().submit(noop(100, 1_000), "me", null).job().id();
            grid.first().cancel(cancelled);
            grid.first().crash();
        }
        try (TestGrid grid = start()) {
            GridException gone = assertThrows(GridException.class, () -> grid.first().job(deleted));
            assertEquals(ErrorCode.NO_SUCH_JOB, gone.code());
            assertEquals(
                    JobState.CANCELLED,
                    grid.first().awaitEnd(cancelled, TestGrid.PATIENCE).state());
        }
    }

    @Test
    void deletedStaysDeletedAlsoOverAnImport() throws Exception {
        byte[] state;
        String deleted;
        String kept;
        try (TestGrid grid = start()) {
            deleted = TestGrid.run(grid.first(), noop(4, 0)).id();
            kept = TestGrid.run(grid.first(), noop(4, 0)).id();
            Content exported = grid.first().exportState();
            try (InputStream in = exported.open(0, exported.size())) {
                state = in.readAllBytes();
            }
            grid.first().delete(deleted);
            grid.first().crash();
        }
        try (TestGrid grid = start()) {
            assertEquals(
                    new StateCounts(0, 2, 0),
                    grid.first().importState(new ByteArrayInputStream(state)));
            GridException gone = assertThrows(GridException.class, () -> grid.first().job(deleted));
            assertEquals(ErrorCode.NO_SUCH_JOB, gone.code());
            assertEquals(JobState.SUCCEEDED, grid.first().job(kept).state());
        }
    }

    @Test
    void whatTheJobsOfAScheduleReadIsKept() throws Exception {
        byte[] text = "one two two ".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        String digest;
        try (TestGrid grid = start()) {
            digest = grid.first().putBlob(new ByteArrayInputStream(text), null);
            String job =
                    "{\"cron\":\"0 0 1 1 *\",\"job\":{\"type\":\"word-count\",\"input\":{\"blob\":\""
                            + digest
                            + "\"}}}";
            grid.first().schedules().put("yearly", TestGrid.json(job), "me");
            grid.first().crash();
        }
        try (TestGrid grid = start()) {
            assertEquals("yearly", grid.first().schedules().find("yearly").name());
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(() -> grid.first().blob(digest).size() == text.length);
        }
    }

    @Test
    void theSameKeyGivesTheSameJob() throws Exception {
        String id;
        try (TestGrid grid = start()) {
            id = grid.first().submit(noop(3, 0), "me", "the key").job().id();
            grid.first().crash();
        }
        try (TestGrid grid = start()) {
            Submission again = grid.first().submit(noop(3, 0), "me", "the key");
            assertFalse(again.created());
            assertEquals(id, again.job().id());
            GridException other =
                    assertThrows(
                            GridException.class,
                            () -> grid.first().submit(noop(4, 0), "me", "the key"));
            assertEquals(ErrorCode.IDEMPOTENCY_CONFLICT, other.code());
        }
    }

    @Test
    void tasksAddedToAnOpenJobAreKept() throws Exception {
        JobRequest open = TestGrid.request("noop", "{}").with(change -> change.open(true));
        String id;
        try (TestGrid grid = start()) {
            id = grid.first().submit(open, "me", null).job().id();
            for (int i = 0; i < 5; i++) {
                grid.first().addTasks(id, items(30));
            }
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> grid.first().job(id).tasks().succeeded() > 100);
            grid.first().crash();
        }
        try (TestGrid grid = start()) {
            assertEquals(180, grid.first().addTasks(id, items(30)).total());
            grid.first().close(id, "me");
            JobStatus job = grid.first().awaitEnd(id, TestGrid.PATIENCE);
            assertEquals(JobState.SUCCEEDED, job.state());
            assertEquals(180, job.tasks().succeeded());
        }
    }

    @Test
    void aStoreThatDoesNotAnswerRefusesJobsAndHoldsResultsBack() throws Exception {
        try (TestGrid grid = start()) {
            GridNode node = grid.first();
            String id = node.submit(noop(40, 50), "me", null).job().id();
            String url = StoreSettings.sqlite(data.resolve("grid.db")).url();
            try (Connection other = DriverManager.getConnection(url);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                GridException refused =
                        assertThrows(
                                GridException.class, () -> node.submit(noop(1, 0), "me", "key"));
                assertEquals(ErrorCode.UNAVAILABLE, refused.code());
                await().atMost(TestGrid.PATIENCE)
                        .until(() -> node.job(id).tasks().succeeded() == 40);
                assertFalse(node.job(id).state().ended());
                statement.execute("COMMIT");
            }
            assertEquals(JobState.SUCCEEDED, node.awaitEnd(id, TestGrid.PATIENCE).state());
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(() -> node.submit(noop(1, 0), "me", "key").job().id() != null);
        }
    }

    private static List<JsonNode> items(int count) {
        return Collections.nCopies(count, TestGrid.json("{}"));
    }
}
