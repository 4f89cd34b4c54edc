package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobState;
import io.gridmill.report.Content;
import io.gridmill.report.JobStatus;
import io.gridmill.report.StateCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of one grid, brought into another. */
class StateIT {
    @TempDir Path data;

    private static byte[] exported(GridNode node) throws IOException {
        Content state = node.exportState();
        try (InputStream in = state.open(0, state.size())) {
            return in.readAllBytes();
        }
    }

    private static StateCounts imported(GridNode node, byte[] state) throws IOException {
        return node.importState(new ByteArrayInputStream(state));
    }

    @Test
    void jobsGoOnElsewhereAndEndedOnesAreThereWithTheirResults() throws Exception {
        byte[] state;
        byte[] picture;
        String ended;
        String live;
        String open;
        try (TestGrid grid = TestGrid.alone(data.resolve("a"), config -> config)) {
            GridNode node = grid.first();
            ended =
                    TestGrid.run(
                                    node,
                                    TestGrid.request(
                                            "mandelbrot",
                                            "{\"width\":1000,\"height\":800,\"tileSize\":200}"))
                            .id();
            picture = TestGrid.result(node, ended);
            live =
                    node.submit(
                                    TestGrid.request("noop", "{\"tasks\":300,\"sleepMillis\":5}"),
                                    "me",
                                    null)
                            .job()
                            .id();
            open =
                    node.submit(
                                    TestGrid.request("noop", "{}")
                                            .with(change -> change.open(true)),
                                    "me",
                                    null)
                            .job()
                            .id();
            node.addTasks(open, Collections.nCopies(100, TestGrid.json("{}")));
            await().atMost(TestGrid.PATIENCE).until(() -> node.job(live).blocks().settled() > 0);
            state = exported(node);
        }
        try (TestGrid grid = TestGrid.alone(data.resolve("b"), config -> config)) {
            GridNode node = grid.first();
            assertEquals(new StateCounts(3, 0, 0), imported(node, state));
            assertEquals(new StateCounts(0, 3, 0), imported(node, state));
            assertArrayEquals(picture, TestGrid.result(node, ended));
            JobStatus went = node.awaitEnd(live, TestGrid.PATIENCE);
            assertEquals(JobState.SUCCEEDED, went.state());
            assertEquals(300, went.tasks().succeeded());
            node.close(open, "me");
            assertEquals(100, node.awaitEnd(open, TestGrid.PATIENCE).tasks().succeeded());
        }
    }

    @Test
    void whatIsNotAStateIsRefusedWithItsLine() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            refused(grid.first(), "{\"gridmill\":\"9\",\"format\":2}\n", "format 2");
            refused(grid.first(), "hello\n", "Line 1 ");
            refused(grid.first(), "{\"gridmill\":\"9\",\"format\":1}\n", "cut off");
            refused(
                    grid.first(),
                    "{\"gridmill\":\"9\",\"format\":1}\n{\"unheard\":1}\n",
                    "Line 2 is of no known kind");
        }
    }

    private static void refused(GridNode node, String state, String why) {
        GridException refused =
                assertThrows(
                        GridException.class,
                        () -> imported(node, state.getBytes(StandardCharsets.UTF_8)));
        assertEquals(ErrorCode.BAD_REQUEST, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.toString());
    }
}
