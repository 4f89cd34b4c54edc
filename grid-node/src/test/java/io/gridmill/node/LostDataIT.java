package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.durable.StoreSettings;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.StartConditions;
import io.gridmill.report.Content;
import io.gridmill.report.JobStatus;
import io.gridmill.schedule.ScheduleStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More members die at once than there are backups: every job ends, and says why where it must. */
class LostDataIT {
    private static final int JOBS = 12;

    @TempDir Path data;

    private TestGrid grid(int size, int backups, UnaryOperator<GridConfig> change)
            throws Exception {
        UnaryOperator<GridConfig> lossy =
                config ->
                        change.apply(
                                config.withCluster(
                                        config.cluster()
                                                .withBackups(backups)
                                                .withSize(1)
                                                .withLostDataWait(Duration.ofSeconds(3))));
        return TestGrid.of(data, Collections.nCopies(size, lossy));
    }

    private static JobRequest slow(int tasks) {
        return TestGrid.request("noop", "{\"tasks\":" + tasks + ",\"sleepMillis\":40}");
    }

    private static void dieTogether(TestGrid grid, int... nodes) throws InterruptedException {
        List<Thread> deaths = new ArrayList<>();
        for (int node : nodes) {
            deaths.add(Thread.ofPlatform().start(grid.node(node)::crash));
        }
        for (Thread death : deaths) {
            death.join();
        }
    }

    private static JobStatus end(GridNode node, String id) {
        return await().atMost(TestGrid.PATIENCE)
                .ignoreExceptionsInstanceOf(GridException.class)
                .until(() -> node.awaitEnd(id, Duration.ofSeconds(5)), job -> job.state().ended());
    }

    private static List<String> submit(GridNode node) {
        // Else all may still be on the first node, and nothing dies with the others.
        await().atMost(TestGrid.PATIENCE).until(() -> node.cluster().safe());
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(node.submit(slow(100), "me", "key " + i).job().id());
        }
        await().atMost(TestGrid.PATIENCE)
                .until(() -> jobs.stream().allMatch(id -> node.job(id).splitDone()));
        return jobs;
    }

    @Test
    void withoutAStoreJobsAreMadeAgainOrFailWithTheReason() throws Exception {
        try (TestGrid grid = grid(4, 1, config -> config)) {
            GridNode node = grid.first();
            List<String> jobs = submit(node);
            dieTogether(grid, 2, 3);
            int lost = 0;
            int again = 0;
            for (String id : jobs) {
                JobStatus job = end(node, id);
                if (job.state() == JobState.FAILED) {
                    lost++;
                    assertThat(Objects.requireNonNull(job.error()).code())
                            .isEqualTo(ErrorCode.DATA_LOST.code());
                    assertThat(Objects.requireNonNull(job.error()).message())
                            .contains("node-3")
                            .contains("node-4");
                } else {
                    assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
                    assertThat(job.tasks().succeeded()).isEqualTo(100);
                    again += job.generation() > 1 ? 1 : 0;
                }
            }
            assertThat(lost + again).as("jobs that the death touched").isPositive();
        }
    }

    @Test
    void withoutBackupsOneDeathIsEnoughAndAnOpenJobFails() throws Exception {
        try (TestGrid grid = grid(2, 0, config -> config)) {
            GridNode node = grid.first();
            List<String> jobs = submit(node);
            List<String> open = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                JobRequest request =
                        TestGrid.request("noop", "{}").with(change -> change.open(true));
                String id = node.submit(request, "me", null).job().id();
                node.addTasks(id, items(200, 60_000));
                open.add(id);
            }
            dieTogether(grid, 1);
            List<JobStatus> ends = jobs.stream().map(id -> end(node, id)).toList();
            assertThat(ends)
                    .allMatch(
                            job ->
                                    job.state() == JobState.SUCCEEDED
                                            ? job.tasks().succeeded() == 100
                                            : Objects.requireNonNull(job.error())
                                                    .code()
                                                    .equals("data-lost"));
            assertThat(ends).anyMatch(job -> job.generation() > 1);
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(() -> open.stream().allMatch(id -> isWholeOrFailed(node.job(id))));
            assertThat(open).anyMatch(id -> node.job(id).state() == JobState.FAILED);
            // The same key: the same job, although nobody knows what it was given.
            Submission same = node.submit(slow(100), "me", "key 0");
            assertThat(same.created()).isFalse();
            assertThat(same.job().id()).isEqualTo(jobs.getFirst());
        }
    }

    /** One of which no block was lost goes on. */
    private static boolean isWholeOrFailed(JobStatus job) {
        if (job.state() == JobState.FAILED) {
            assertThat(Objects.requireNonNull(job.error()).code()).isEqualTo("data-lost");
            return true;
        }
        return job.tasks().ready() + job.tasks().assigned() + job.tasks().running() == 200;
    }

    @Test
    void meanwhileItIsSaidWhatIsWaitedFor() throws Exception {
        UnaryOperator<GridConfig> patient =
                config ->
                        config.withCluster(
                                config.cluster().withLostDataWait(Duration.ofSeconds(20)));
        try (TestGrid grid = grid(2, 0, patient)) {
            GridNode node = grid.first();
            List<String> jobs = submit(node);
            dieTogether(grid, 1);
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(() -> jobs.stream().anyMatch(id -> waitsForLostData(node, id)));
        }
    }

    private static boolean waitsForLostData(GridNode node, String id) {
        try {
            return node.explain(id).reasons().stream()
                    .anyMatch(reason -> reason.code() == ReasonCode.WAITING_LOST_DATA);
        } catch (GridException e) {
            // Its record is lost, too: until that is certain nobody says that there is no such job.
            assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            return false;
        }
    }

    @Test
    void aJobWhoseInputIsOnNoDiskFails() throws Exception {
        byte[] text = "one two two ".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        try (TestGrid grid = grid(2, 0, config -> config)) {
            GridNode node = grid.first();
            String digest = grid.node(1).putBlob(new ByteArrayInputStream(text), null);
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                JobRequest request =
                        JobRequest.of("word-count", TestGrid.json("{}"), new InputData.Blob(digest))
                                .with(
                                        change ->
                                                change.conditions(
                                                        new StartConditions(
                                                                System.currentTimeMillis() + 3_000,
                                                                0,
                                                                List.of())));
                jobs.add(
                        grid.node(1).submit(TestGrid.impatient(request, 2), "me", null).job().id());
            }
            dieTogether(grid, 1);
            for (String id : jobs) {
                JobStatus job = end(node, id);
                assertThat(job.state()).isEqualTo(JobState.FAILED);
            }
        }
    }

    @Test
    void withAStoreEveryJobGoesOn() throws Exception {
        UnaryOperator<GridConfig> stored =
                config -> config.withStore(StoreSettings.sqlite(data.resolve("grid.db")));
        try (TestGrid grid = grid(2, 0, stored)) {
            GridNode node = grid.first();
            await().atMost(TestGrid.PATIENCE).until(() -> !node.cluster().store().recovering());
            List<String> ended = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ended.add(TestGrid.run(node, TestGrid.request("noop", "{\"tasks\":4}")).id());
            }
            JobRequest request = TestGrid.request("noop", "{}").with(change -> change.open(true));
            String open = node.submit(request, "me", null).job().id();
            node.addTasks(open, items(200, 20));
            List<String> jobs = submit(node);
            dieTogether(grid, 1);
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(() -> node.close(open, "me").id() != null);
            for (String id : jobs) {
                JobStatus job = end(node, id);
                assertThat(job.state()).as(id).isEqualTo(JobState.SUCCEEDED);
                assertThat(job.tasks().succeeded()).isEqualTo(100);
            }
            JobStatus fed = end(node, open);
            assertThat(fed.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(fed.tasks().succeeded()).isEqualTo(200);
            for (String id : ended) {
                assertThat(end(node, id).state()).isEqualTo(JobState.SUCCEEDED);
            }
        }
    }

    /** Enough for both of two nodes to own some, but for one grid in ten thousand. */
    private static final int SCHEDULES = 14;

    private static final String EVERY_SECOND =
            """
            {"every": "1s", "overlap": "allow",
             "job": {"type": "noop", "parameters": {"tasks": 1}, "labels": {"kind": "tick"}}}
            """;

    private static List<JobStatus> ticks(GridNode node) {
        return node.jobs(new JobQuery(null, null, Map.of("kind", "tick"), null, 500)).items();
    }

    private static Set<String> names(GridNode node) {
        return node.schedules().list().stream()
                .map(ScheduleStatus::name)
                .collect(Collectors.toSet());
    }

    /** Of the grid's record: what a node goes by it still knows itself. */
    private static boolean hasSettings(GridNode node) throws IOException {
        Content state = node.exportState();
        try (InputStream in = state.open(0, state.size())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("poison.nodes");
        }
    }

    @Test
    void withAStoreSchedulesAndSettingsComeBackAndWhatWasDeletedDoesNot() throws Exception {
        UnaryOperator<GridConfig> stored =
                config -> config.withStore(StoreSettings.sqlite(data.resolve("grid.db")));
        try (TestGrid grid = grid(2, 0, stored)) {
            GridNode node = grid.first();
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> !node.cluster().store().recovering() && node.cluster().safe());
            node.settings().change(TestGrid.json("{\"poison.nodes\":7}"), null, "me");
            for (int i = 0; i < SCHEDULES; i++) {
                node.schedules().put("tick-" + i, TestGrid.json(EVERY_SECOND), "me");
                node.schedules().put("gone-" + i, TestGrid.json(EVERY_SECOND), "me");
            }
            Set<String> kept = new HashSet<>(names(node));
            await().atMost(TestGrid.PATIENCE).until(() -> ticks(node).size() > 2 * SCHEDULES);
            for (int i = 0; i < SCHEDULES; i++) {
                node.schedules().delete("gone-" + i);
                kept.remove("gone-" + i);
            }
            dieTogether(grid, 1);
            Instant died = Instant.now();
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(() -> names(node).size() == SCHEDULES);
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptionsInstanceOf(GridException.class)
                    .until(
                            () ->
                                    node.schedules().list().stream()
                                            .allMatch(schedule -> firedAfter(schedule, died)));
            assertThat(names(node)).isEqualTo(kept);
            await().atMost(TestGrid.PATIENCE).until(() -> hasSettings(node));
            assertThat(ticks(node).stream().map(LostDataIT::firing)).doesNotHaveDuplicates();
        }
    }

    private static boolean firedAfter(ScheduleStatus schedule, Instant moment) {
        return !schedule.recent().isEmpty() && schedule.recent().getFirst().due().isAfter(moment);
    }

    private static String firing(JobStatus job) {
        return job.metadata().get("gridmill.schedule") + job.metadata().get("gridmill.due");
    }

    private static List<JsonNode> items(int count, int millis) {
        return Collections.nCopies(count, TestGrid.json("{\"sleepMillis\":" + millis + "}"));
    }
}
