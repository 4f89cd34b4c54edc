package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.FailurePolicy;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.TaskStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two real members: jobs that bear failed tasks, and jobs that are retried by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailedTasksIT {
    private static final long SUM = 100 * 99 / 2;
    private static final long SUM_WITHOUT_TENS = SUM - 10 * (10 * 9 / 2);

    private final Moody moody = new Moody();
    private @Nullable TestGrid grid;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        grid =
                TestGrid.of(
                        data,
                        List.of(FailedTasksIT::smallBlocks, FailedTasksIT::smallBlocks),
                        moody);
        GridNode first = grid.first();
        await().atMost(TestGrid.PATIENCE).until(() -> first.cluster().nodes() == 2);
    }

    @AfterAll
    void stop() {
        Objects.requireNonNull(grid).close();
    }

    private GridNode node() {
        return Objects.requireNonNull(grid).first();
    }

    private static GridConfig smallBlocks(GridConfig config) {
        return config.withBlockSize(7);
    }

    private static JobRequest moody(String parameters, FailurePolicy policy) {
        JobRequest request = TestGrid.request("moody", "{\"tasks\":100," + parameters + "}");
        return TestGrid.impatient(request, 1).with(change -> change.failurePolicy(policy));
    }

    private String text(String job) throws IOException {
        return new String(TestGrid.result(node(), job), StandardCharsets.UTF_8);
    }

    private JobStatus retried(String id) throws InterruptedException {
        JobStatus job = node().retry(id, "tester");
        assertEquals(2, job.generation());
        assertFalse(job.state().ended(), "" + job.state());
        return node().awaitEnd(id, TestGrid.PATIENCE);
    }

    @Test
    void aJobGoesOnWithoutItsFailedTasks() throws Exception {
        JobRequest request =
                moody("\"failEvery\":10,\"failFirst\":9", new FailurePolicy.Continue());
        JobStatus job = TestGrid.run(node(), request);
        assertEquals(JobState.SUCCEEDED, job.state(), "" + job.error());
        assertTrue(job.degraded());
        assertEquals(10, job.tasks().failed());
        assertEquals(90, job.tasks().succeeded());
        assertEquals(Long.toString(SUM_WITHOUT_TENS), text(job.id()));
        TaskStatus failed = node().task(job.id(), 20);
        assertEquals(TaskState.FAILED, failed.state());
        assertEquals("in-a-mood", failed.attempts().getFirst().code());
    }

    @Test
    void tooManyFailedTasksFailTheJob() throws Exception {
        JobRequest request =
                moody("\"failEvery\":10,\"failFirst\":9", new FailurePolicy.Tolerate(3));
        JobStatus job = TestGrid.run(node(), request);
        assertEquals(JobState.FAILED, job.state());
        assertEquals("in-a-mood", Objects.requireNonNull(job.error()).code());
        assertTrue(job.error().message().contains("3 are tolerated"), job.error().message());
    }

    @Test
    void aShareOfFailedTasksIsTolerated() throws Exception {
        JobRequest request =
                moody("\"failEvery\":10,\"failFirst\":9", new FailurePolicy.TolerateShare(10));
        assertTrue(TestGrid.run(node(), request).degraded());
    }

    @Test
    void aJobWhoseTasksAllFailHasFailed() throws Exception {
        JobRequest request = moody("\"failEvery\":1,\"failFirst\":9", new FailurePolicy.Continue());
        JobStatus job = TestGrid.run(node(), request);
        assertEquals(JobState.FAILED, job.state());
        assertEquals(100, job.tasks().failed());
    }

    @Test
    void aFailedJobGoesOnWhereItStood() throws Exception {
        JobRequest request =
                moody("\"failEvery\":1000,\"failFirst\":1", new FailurePolicy.FailFast());
        JobStatus failed = TestGrid.run(node(), request);
        assertEquals(JobState.FAILED, failed.state());
        JobStatus job = retried(failed.id());
        assertEquals(JobState.SUCCEEDED, job.state(), "" + job.error());
        assertFalse(job.degraded());
        assertEquals(100, job.tasks().succeeded());
        assertEquals(Long.toString(SUM), text(job.id()));
    }

    @Test
    void onlyWhatFailedOfADegradedJobRunsAgain() throws Exception {
        JobRequest request =
                moody("\"failEvery\":10,\"failFirst\":1", new FailurePolicy.Continue());
        JobStatus degraded = TestGrid.run(node(), request);
        assertTrue(degraded.degraded());
        JobStatus job = retried(degraded.id());
        assertEquals(JobState.SUCCEEDED, job.state(), "" + job.error());
        assertFalse(job.degraded());
        assertEquals(Long.toString(SUM), text(job.id()));
        for (int task = 0; task < 100; task++) {
            assertEquals(task % 10 == 0 ? 2 : 1, moody.runs(job.id(), task), "task " + task);
        }
        List<TaskStatus.Attempt> attempts = node().task(job.id(), 30).attempts();
        assertEquals(List.of(1, 2), attempts.stream().map(a -> a.number()).toList());
        assertEquals(List.of(1, 2), attempts.stream().map(a -> a.generation()).toList());
        assertEquals(AttemptOutcome.FAILED, attempts.getFirst().outcome());
        assertEquals(AttemptOutcome.SUCCEEDED, attempts.getLast().outcome());
    }

    @Test
    void aCancelledJobGoesOn() throws Exception {
        JobRequest request =
                moody("\"failEvery\":1,\"sleepMillis\":50", new FailurePolicy.FailFast());
        String id = node().submit(request, "tester", null).job().id();
        await().atMost(TestGrid.PATIENCE).until(() -> node().job(id).tasks().succeeded() > 5);
        node().cancel(id);
        assertEquals(JobState.CANCELLED, node().awaitEnd(id, TestGrid.PATIENCE).state());
        JobStatus job = retried(id);
        assertEquals(JobState.SUCCEEDED, job.state(), "" + job.error());
        assertEquals(Long.toString(SUM), text(id));
    }

    @Test
    void whatSucceededOrStillRunsIsNotRetried() throws Exception {
        JobStatus job =
                TestGrid.run(node(), moody("\"failEvery\":1", new FailurePolicy.Continue()));
        GridException ended =
                assertThrows(GridException.class, () -> node().retry(job.id(), "tester"));
        assertEquals(ErrorCode.NOTHING_TO_RETRY, ended.code());
        JobRequest slow =
                moody("\"failEvery\":1,\"sleepMillis\":5000", new FailurePolicy.Continue());
        String id = node().submit(slow, "tester", null).job().id();
        GridException runs = assertThrows(GridException.class, () -> node().retry(id, "tester"));
        assertEquals(ErrorCode.NOTHING_TO_RETRY, runs.code());
        node().cancel(id);
    }

    @Test
    void aTypeThatNeedsEveryTaskSaysSoAtTheDoor() {
        JobRequest request =
                TestGrid.request("matrix-multiply", "{\"size\":8}")
                        .with(change -> change.failurePolicy(new FailurePolicy.Continue()));
        GridException refused =
                assertThrows(GridException.class, () -> node().submit(request, "tester", null));
        assertEquals(ErrorCode.NEEDS_EVERY_TASK, refused.code());
        assertEquals("/failurePolicy", refused.errors().getFirst().pointer());
    }

    @Test
    void aRetryOutlivesTheMemberThatTookIt(@TempDir Path data) throws Exception {
        try (TestGrid three =
                TestGrid.of(
                        data,
                        List.of(
                                FailedTasksIT::smallBlocks,
                                FailedTasksIT::smallBlocks,
                                FailedTasksIT::smallBlocks),
                        moody)) {
            GridNode stays = three.first();
            await().atMost(TestGrid.PATIENCE).until(() -> stays.cluster().nodes() == 3);
            JobRequest request =
                    moody(
                            "\"failEvery\":1000,\"failFirst\":1,\"sleepMillis\":20",
                            new FailurePolicy.FailFast());
            JobStatus failed = TestGrid.run(stays, request);
            assertEquals(JobState.FAILED, failed.state());
            three.node(2).retry(failed.id(), "tester");
            three.node(2).crash();
            JobStatus job = stays.awaitEnd(failed.id(), TestGrid.PATIENCE);
            assertEquals(JobState.SUCCEEDED, job.state(), "" + job.error());
            assertEquals(2, job.generation());
            assertEquals(
                    Long.toString(SUM),
                    new String(TestGrid.result(stays, job.id()), StandardCharsets.UTF_8));
        }
    }

    @Test
    void whereNothingRunsTwiceALostNodeFailsTheJob(@TempDir Path data) throws Exception {
        UnaryOperator<GridConfig> once = c -> c.withRetry(c.retry().never());
        try (TestGrid three = TestGrid.of(data, List.of(once, once, once), moody)) {
            GridNode stays = three.first();
            await().atMost(TestGrid.PATIENCE).until(() -> stays.cluster().nodes() == 3);
            JobRequest request =
                    TestGrid.request(
                            "moody", "{\"tasks\":6,\"failEvery\":1,\"sleepMillis\":20000}");
            // The backups of a cluster that has just formed may be slow to answer.
            String id =
                    await().atMost(TestGrid.PATIENCE)
                            .ignoreException(GridException.class)
                            .until(
                                    () -> stays.submit(request, "tester", "once").job().id(),
                                    accepted -> !accepted.isEmpty());
            await().atMost(TestGrid.PATIENCE)
                    .ignoreException(GridException.class)
                    .until(() -> stays.job(id).tasks().running() == 6);
            three.node(1).crash();
            JobStatus job = stays.awaitEnd(id, TestGrid.PATIENCE);
            assertEquals(JobState.FAILED, job.state());
            assertEquals("node-lost", Objects.requireNonNull(job.error()).code());
        }
    }
}
