package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.StepRequest;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.JobChange;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeState;
import io.gridmill.report.TaskStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One node: what jobs of every shape do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GridNodeTest {
    private final Stubborn stubborn = new Stubborn();
    private @Nullable TestGrid grid;

    @BeforeAll
    void start(@TempDir Path directory) {
        grid =
                TestGrid.alone(
                        directory,
                        config -> config.withLimits(quickGrace(config.limits())),
                        new StreamedLetters(),
                        stubborn);
    }

    private static GridConfig.Limits quickGrace(GridConfig.Limits limits) {
        return new GridConfig.Limits(
                limits.maxWaitingJobs(),
                limits.maxWaitingTasks(),
                1_000_000,
                limits.maxTaskResult(),
                limits.maxBlob(),
                limits.diskBudget(),
                Duration.ofMillis(300),
                Duration.ZERO,
                limits.maxNodes(),
                limits.queue());
    }

    @AfterAll
    void stop() {
        stubborn.release();
        Objects.requireNonNull(grid).close();
    }

    private GridNode node() {
        return Objects.requireNonNull(grid).first();
    }

    private JobStatus run(String type, String parameters) throws InterruptedException {
        return TestGrid.run(node(), TestGrid.request(type, parameters));
    }

    private String text(JobStatus job) throws IOException {
        return new String(TestGrid.result(node(), job.id()), StandardCharsets.UTF_8);
    }

    @Test
    void manyBlocksGoThroughJetAndEveryTaskCounts() throws Exception {
        JobStatus job = run("noop", "{\"tasks\":5000}");
        assertEquals(JobState.SUCCEEDED, job.state());
        assertTrue(job.blocks().total() > 1, "many blocks");
        assertEquals(5000, job.tasks().succeeded());
        assertEquals(5000, job.statistics().attempts());
        assertEquals(TestGrid.json("{\"tasks\":5000}"), TestGrid.json(text(job)));
    }

    @Test
    void aNodeKnowsItsSlotsFromTheStart(@TempDir Path other) {
        try (TestGrid fresh = TestGrid.alone(other, config -> config.withSlots(3))) {
            assertEquals(3, fresh.first().cluster().slots());
            assertEquals(0, fresh.first().cluster().backups(), "one node keeps no backups");
        }
    }

    @Test
    void aJobWithoutTasksEnds() throws Exception {
        JobStatus job = run("streamed-letters", "{\"count\":0}");
        assertEquals(JobState.SUCCEEDED, job.state());
        assertEquals("", text(job));
    }

    @Test
    void streamedItemsAreSplitOnceAndKeepTheirOrder() throws Exception {
        JobStatus job = run("streamed-letters", "{\"count\":1000}");
        assertEquals(JobState.SUCCEEDED, job.state());
        assertEquals(1000, job.tasks().succeeded());
        String expected =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "ITEM-" + i + "\n")
                        .collect(Collectors.joining());
        assertEquals(expected, text(job));
    }

    @Test
    void aFailingTaskIsTriedAgainAndEachAttemptIsOnRecord() throws Exception {
        JobStatus job =
                TestGrid.run(
                        node(),
                        TestGrid.impatient(
                                TestGrid.request("noop", "{\"tasks\":20,\"failFirst\":2}"), 5));
        assertEquals(JobState.SUCCEEDED, job.state());
        assertEquals(40, job.statistics().retried());
        assertEquals(60, job.statistics().attempts());
        TaskStatus task = node().task(job.id(), 7);
        assertEquals(
                List.of(AttemptOutcome.FAILED, AttemptOutcome.FAILED, AttemptOutcome.SUCCEEDED),
                task.attempts().stream().map(TaskStatus.Attempt::outcome).toList());
        assertEquals(
                List.of(1, 2, 3),
                task.attempts().stream().map(TaskStatus.Attempt::number).toList());
    }

    @Test
    void aTaskThatFailsForGoodFailsTheJobAndNamesItself() throws Exception {
        JobStatus job =
                TestGrid.run(
                        node(),
                        TestGrid.impatient(
                                TestGrid.request("noop", "{\"tasks\":500,\"failTask\":3}"), 2));
        assertEquals(JobState.FAILED, job.state());
        assertNotNull(job.error());
        assertEquals(3L, job.error().task());
        assertEquals(500, job.tasks().total());
        assertEquals(1, job.tasks().failed());
        GridException refusal = assertThrows(GridException.class, () -> node().result(job.id()));
        assertEquals(ErrorCode.JOB_FAILED, refusal.code());
    }

    @Test
    void cancelStopsRunningCode() throws Exception {
        String id =
                node().submit(
                                TestGrid.request("noop", "{\"tasks\":50,\"sleepMillis\":600000}"),
                                "tester",
                                null)
                        .job()
                        .id();
        await().until(() -> node().job(id).tasks().running() > 0);
        node().cancel(id);
        JobStatus job = node().awaitEnd(id, TestGrid.PATIENCE);
        assertEquals(JobState.CANCELLED, job.state());
        assertEquals(50, job.tasks().cancelled());
        await().until(() -> node().cluster().busy() == 0);
        assertEquals(
                ErrorCode.JOB_ENDED,
                assertThrows(GridException.class, () -> node().cancel(id)).code());
    }

    @Test
    void aTaskThatRunsTooLongIsStoppedAndSaysSo() throws Exception {
        JobRequest slow = TestGrid.request("noop", "{\"tasks\":1,\"sleepMillis\":600000}");
        JobStatus job =
                TestGrid.run(
                        node(),
                        TestGrid.impatient(
                                slow.with(change -> change.taskTimeout(Duration.ofMillis(100))),
                                2));
        assertEquals(JobState.FAILED, job.state());
        List<TaskStatus.Attempt> attempts = node().task(job.id(), 0).attempts();
        assertEquals(
                List.of(AttemptOutcome.TIMED_OUT, AttemptOutcome.TIMED_OUT),
                attempts.stream().map(TaskStatus.Attempt::outcome).toList());
        assertEquals(ErrorCode.TASK_TIMED_OUT.code(), attempts.getFirst().code());
        assertEquals(1, job.statistics().retried(), "the last attempt was not tried again");
    }

    @Test
    void aJobThatRunsTooLongFails() throws Exception {
        JobRequest slow = TestGrid.request("noop", "{\"tasks\":50,\"sleepMillis\":600000}");
        JobStatus job =
                TestGrid.run(node(), slow.with(change -> change.timeout(Duration.ofMillis(300))));
        assertEquals(JobState.FAILED, job.state());
        assertNotNull(job.error());
        assertEquals(ErrorCode.JOB_TIMED_OUT.code(), job.error().code());
        assertEquals(0, job.tasks().running());
    }

    @Test
    void codeThatDoesNotStopIsLeftBehindAndItsSlotGoesOn() throws Exception {
        JobStatus job =
                TestGrid.run(
                        node(),
                        TestGrid.impatient(
                                TestGrid.request("stubborn", "{}")
                                        .with(change -> change.taskTimeout(Duration.ofMillis(50))),
                                1));
        assertEquals(JobState.FAILED, job.state());
        assertEquals(
                AttemptOutcome.ABANDONED, node().task(job.id(), 0).attempts().getFirst().outcome());
        assertEquals(2, node().nodes().getFirst().slots());
        assertEquals(NodeState.ONLINE, node().nodes().getFirst().state());
        assertEquals(JobState.SUCCEEDED, run("noop", "{\"tasks\":100}").state());
    }

    @Test
    void higherPriorityStartsFirst() throws Exception {
        JobRequest blocking = TestGrid.request("noop", "{\"tasks\":40,\"sleepMillis\":50}");
        String low =
                node().submit(blocking.with(change -> change.priority(1)), "tester", null)
                        .job()
                        .id();
        String high =
                node().submit(
                                TestGrid.request("noop", "{\"tasks\":1}")
                                        .with(change -> change.priority(10)),
                                "tester",
                                null)
                        .job()
                        .id();
        JobStatus urgent = node().awaitEnd(high, TestGrid.PATIENCE);
        assertEquals(JobState.SUCCEEDED, urgent.state());
        assertFalse(node().job(low).state().ended(), "the urgent job overtook the other");
        assertEquals(JobState.SUCCEEDED, node().awaitEnd(low, TestGrid.PATIENCE).state());
    }

    @Test
    void theSameKeyGivesTheSameJob() throws Exception {
        JobRequest request = TestGrid.request("noop", "{\"tasks\":3}");
        Submission first = node().submit(request, "ann", "key-1");
        Submission again = node().submit(request, "ann", "key-1");
        assertTrue(first.created());
        assertFalse(again.created());
        assertEquals(first.job().id(), again.job().id());
        Submission other = node().submit(request, "bob", "key-1");
        assertTrue(other.created());
        GridException refusal =
                assertThrows(
                        GridException.class,
                        () ->
                                node().submit(
                                                TestGrid.request("noop", "{\"tasks\":4}"),
                                                "ann",
                                                "key-1"));
        assertEquals(ErrorCode.IDEMPOTENCY_CONFLICT, refusal.code());
    }

    @Test
    void parametersThatAreLargeTogetherAreRefused() {
        String words = ("\"" + "w".repeat(200) + "\",").repeat(9_000) + "\"another\"";
        String audit = "{\"hashes\":[\"" + "0".repeat(64) + "\"],\"words\":[" + words + "]}";
        JobRequest one = TestGrid.request("password-audit", audit);
        assertRefused(
                ErrorCode.TOO_LARGE,
                JobRequest.ofSteps(
                        StepRequest.of("a", one),
                        StepRequest.of("b", one),
                        StepRequest.of("c", one)));
    }

    @Test
    void badRequestsAreRefusedAtTheDoor() {
        assertRefused(ErrorCode.UNKNOWN_TYPE, TestGrid.request("nope", "{}"));
        assertRefused(ErrorCode.BAD_REQUEST, TestGrid.request("noop", "{\"tasks\":-1}"));
        assertRefused(ErrorCode.BAD_REQUEST, TestGrid.request("noop", "{\"tasks\":\"many\"}"));
        assertRefused(ErrorCode.BAD_REQUEST, TestGrid.request("noop", "{\"taks\":1}"));
        assertRefused(ErrorCode.TOO_LARGE, TestGrid.request("noop", "{\"tasks\":1000001}"));
        assertRefused(ErrorCode.BAD_REQUEST, TestGrid.request("word-count", "{}"));
        assertRefused(
                ErrorCode.BAD_REQUEST,
                JobRequest.of("noop", TestGrid.json("{}"), new InputData.Bytes(new byte[] {1})));
        assertRefused(
                ErrorCode.UNKNOWN_BLOB,
                JobRequest.of(
                        "word-count", TestGrid.json("{}"), new InputData.Blob("0".repeat(64))));
        assertEquals(
                ErrorCode.NO_SUCH_JOB,
                assertThrows(GridException.class, () -> node().job("j0")).code());
    }

    private void assertRefused(ErrorCode code, JobRequest request) {
        GridException refusal =
                assertThrows(GridException.class, () -> node().submit(request, "tester", null));
        assertEquals(code, refusal.code(), refusal.getMessage());
    }

    @Test
    void wordsAreCountedFromInlineAndStoredInput() throws Exception {
        String words = "a b a c\n".repeat(10_000);
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        JobStatus inline =
                TestGrid.run(
                        node(),
                        JobRequest.of(
                                "word-count", TestGrid.json("{}"), new InputData.Bytes(bytes)));
        String digest = node().putBlob(new java.io.ByteArrayInputStream(bytes), null);
        JobStatus stored =
                TestGrid.run(
                        node(),
                        JobRequest.of(
                                "word-count",
                                TestGrid.json("{\"chunkSize\":65536}"),
                                new InputData.Blob(digest)));
        assertEquals("word,count\na,20000\nb,10000\nc,10000\n", text(inline));
        assertEquals(text(inline), text(stored));
    }

    @Test
    void aWatcherSeesEveryTaskEnd() throws Exception {
        List<JobChange> seen = new CopyOnWriteArrayList<>();
        String id =
                node().submit(
                                TestGrid.request("noop", "{\"tasks\":200,\"sleepMillis\":2}"),
                                "tester",
                                null)
                        .job()
                        .id();
        try (AutoCloseable _ = node().watch(id, seen::add)) {
            await().until(() -> !seen.isEmpty() && seen.getLast() instanceof JobChange.Ended);
        }
        assertTrue(seen.getFirst() instanceof JobChange.Reset);
        Map<Long, String> last =
                seen.stream()
                        .filter(JobChange.Tasks.class::isInstance)
                        .flatMap(change -> ((JobChange.Tasks) change).blocks().stream())
                        .collect(
                                Collectors.toMap(
                                        JobChange.BlockStates::first,
                                        JobChange.BlockStates::states,
                                        (_, newer) -> newer));
        String done = String.valueOf(TaskState.SUCCEEDED.ordinal());
        assertEquals(
                200,
                last.values().stream().mapToInt(String::length).sum(),
                "every task was told of");
        assertTrue(last.values().stream().allMatch(s -> s.matches(done + "+")), last::toString);
    }

    @Test
    void anEndedJobCanBeForgotten() throws Exception {
        JobStatus job = run("noop", "{\"tasks\":10}");
        node().delete(job.id());
        assertEquals(
                ErrorCode.NO_SUCH_JOB,
                assertThrows(GridException.class, () -> node().job(job.id())).code());
    }

    @Test
    void aJobIsForgottenAfterItsTimeToLive() throws Exception {
        JobStatus job =
                TestGrid.run(
                        node(),
                        TestGrid.request("noop", "{\"tasks\":10}")
                                .with(change -> change.resultTtl(Duration.ofMillis(1))));
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                node()
                                        .jobs(new JobQuery(null, null, Map.of(), null, 500))
                                        .items()
                                        .stream()
                                        .noneMatch(other -> other.id().equals(job.id())));
        assertEquals(
                ErrorCode.NO_SUCH_JOB,
                assertThrows(GridException.class, () -> node().task(job.id(), 0)).code());
    }

    @Test
    void singleResultsStayWhereAJobPaintsOrAsks() throws Exception {
        JobStatus picture = run("mandelbrot", "{\"width\":256,\"height\":256,\"tileSize\":64}");
        assertNotNull(picture.picture());
        assertEquals("image/png", node().taskResult(picture.id(), 3).mediaType());
        JobStatus plain = run("noop", "{\"tasks\":10}");
        assertEquals(10, node().tasks(plain.id(), null, null, 100).items().size());
    }
}
