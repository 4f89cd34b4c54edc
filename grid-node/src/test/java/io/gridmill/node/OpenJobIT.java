package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.task.FieldError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that take tasks until they are closed, on real members. */
class OpenJobIT {
    private static final JsonNode TASK = TestGrid.json("{}");

    @TempDir Path data;

    private static JobRequest open() {
        return TestGrid.request("noop", "{}").with(change -> change.open(true));
    }

    private static String submit(GridNode node) {
        return node.submit(open(), "tester", null).job().id();
    }

    private static String answer(GridNode node, String id) throws Exception {
        JobStatus ended = node.awaitEnd(id, TestGrid.PATIENCE);
        assertEquals(JobState.SUCCEEDED, ended.state(), () -> "" + ended.error());
        return new String(TestGrid.result(node, id), StandardCharsets.UTF_8);
    }

    @Test
    void tasksRunAsTheyComeAndTheJobEndsWhenItIsClosed() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            String id = submit(node);
            assertTrue(node.job(id).open());
            assertEquals(new AddedTasks(0, 1, 1), node.addTasks(id, List.of(TASK)));
            await().until(() -> node.job(id).tasks().succeeded() == 1);
            assertEquals(JobState.RUNNING, node.job(id).state());
            assertFalse(node.job(id).splitDone());
            List<JsonNode> many = Collections.nCopies(300, TASK);
            assertEquals(new AddedTasks(1, 300, 301), node.addTasks(id, many));
            assertEquals(301, node.tasks(id, null, null, 1000).items().size());
            JobStatus closed = node.close(id, "tester");
            assertFalse(closed.open());
            assertEquals("{\"tasks\":301}", answer(node, id));
            GridException refused =
                    assertThrows(GridException.class, () -> node.addTasks(id, List.of(TASK)));
            assertEquals(ErrorCode.JOB_CLOSED, refused.code());
            node.delete(id);
        }
    }

    @Test
    void tasksThatAreAddedAgainUnderTheirKeyAreThereOnce() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            String id = submit(node);
            List<JsonNode> many = Collections.nCopies(100, TASK);
            AddedTasks first = node.addTasks(id, many, "a");
            node.addTasks(id, many);
            AddedTasks again = node.addTasks(id, many, "a");
            assertEquals(first.first(), again.first());
            assertEquals(100, again.count());
            assertEquals(new AddedTasks(200, 100, 300), node.addTasks(id, many, "b"));
            List<JsonNode> other = Collections.nCopies(99, TASK);
            GridException conflict =
                    assertThrows(GridException.class, () -> node.addTasks(id, other, "a"));
            assertEquals(ErrorCode.IDEMPOTENCY_CONFLICT, conflict.code());
            node.close(id, "tester");
            assertEquals("{\"tasks\":300}", answer(node, id));
            assertEquals(100, node.addTasks(id, many, "b").count());
        }
    }

    @Test
    void jobsThatEndFullOrEmptyEndToo() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            String empty = submit(node);
            node.close(empty, "tester");
            assertEquals("{\"tasks\":0}", answer(node, empty));
            String full = submit(node);
            node.addTasks(full, Collections.nCopies(128, TASK));
            node.close(full, "tester");
            assertEquals("{\"tasks\":128}", answer(node, full));
            String cancelled = submit(node);
            node.addTasks(cancelled, List.of(TestGrid.json("{\"sleepMillis\":600000}")));
            node.cancel(cancelled);
            assertEquals(JobState.CANCELLED, node.awaitEnd(cancelled, TestGrid.PATIENCE).state());
        }
    }

    @Test
    void badTasksAreRefusedAllOfThemAndByName() {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            String id = submit(node);
            List<JsonNode> bad =
                    List.of(
                            TASK,
                            TestGrid.json("{\"sleepMillis\":-1}"),
                            TestGrid.json("{\"nap\":1}"));
            GridException refused = assertThrows(GridException.class, () -> node.addTasks(id, bad));
            assertEquals(ErrorCode.BAD_REQUEST, refused.code());
            assertEquals(
                    List.of("/1/sleepMillis", "/2/nap"),
                    refused.errors().stream().map(FieldError::pointer).toList());
            assertEquals(0, node.job(id).tasks().total());
            JobRequest picture =
                    TestGrid.request("mandelbrot", "{}").with(change -> change.open(true));
            GridException notOpen =
                    assertThrows(GridException.class, () -> node.submit(picture, "me", null));
            assertEquals("/open", notOpen.errors().getFirst().pointer());
            String ordinary =
                    node.submit(TestGrid.request("noop", "{}"), "tester", null).job().id();
            assertEquals(
                    ErrorCode.JOB_CLOSED,
                    assertThrows(GridException.class, () -> node.close(ordinary, "me")).code());
        }
    }

    @Test
    void membersAddAtOnceWhileOneCrashesAndNothingIsLostOrDoubled() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            await().until(() -> grid.nodes().stream().allMatch(n -> n.nodes().size() == 3));
            await().until(() -> grid.first().cluster().safe());
            String id = submit(grid.first());
            List<CompletableFuture<Set<Long>>> adders =
                    List.of(adder(grid.node(0), id), adder(grid.node(1), id));
            GridNode survivor = grid.first();
            await().until(() -> survivor.job(id).tasks().succeeded() > 40);
            grid.node(2).crash();
            Set<Long> numbers = new HashSet<>();
            for (CompletableFuture<Set<Long>> adder : adders) {
                for (long number : adder.get()) {
                    assertTrue(numbers.add(number), () -> "number given twice: " + number);
                }
            }
            survivor.close(id, "tester");
            assertEquals("{\"tasks\":400}", answer(survivor, id));
            assertEquals(400, numbers.size());
            assertEquals(399, Collections.max(numbers));
        }
    }

    private static CompletableFuture<Set<Long>> adder(GridNode node, String id) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Set<Long> numbers = new HashSet<>();
                    for (int i = 0; i < 200; i++) {
                        numbers.add(node.addTasks(id, List.of(TASK)).first());
                    }
                    return numbers;
                });
    }
}
