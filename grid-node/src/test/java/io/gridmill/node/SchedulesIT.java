package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.schedule.ScheduleStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules on real members. */
final class SchedulesIT {
    @TempDir Path data;

    private static final String EVERY_SECOND =
            """
            {"every": "1s", "overlap": "allow",
             "job": {"type": "noop", "parameters": {"tasks": 3}, "labels": {"kind": "tick"}}}
            """;

    private static List<JobStatus> ticks(GridNode node) {
        return node.jobs(new JobQuery(null, null, Map.of("kind", "tick"), null, 500)).items();
    }

    @Test
    void aScheduleOutlivesItsOwnerAndFiresEachTimeOnce() throws IOException {
        try (TestGrid grid = TestGrid.of(3, data)) {
            for (int i = 0; i < 6; i++) {
                grid.first().schedules().put("tick-" + i, TestGrid.json(EVERY_SECOND), "me");
            }
            await().atMost(TestGrid.PATIENCE).until(() -> ticks(grid.first()).size() >= 12);
            grid.node(2).crash();
            Instant gone = Instant.now();
            GridNode left = grid.first();
            for (int i = 0; i < 6; i++) {
                String name = "tick-" + i;
                await().atMost(TestGrid.PATIENCE)
                        .ignoreExceptions()
                        .until(
                                () -> {
                                    ScheduleStatus s = left.schedules().find(name);
                                    return s.recent().getFirst().due().isAfter(gone)
                                            && s.counts().fired() > 5;
                                });
                left.schedules().delete(name);
            }
            await().atMost(TestGrid.PATIENCE)
                    .ignoreExceptions()
                    .until(
                            () ->
                                    ticks(left).stream()
                                            .allMatch(j -> j.state() == JobState.SUCCEEDED));
            List<String> firings =
                    ticks(left).stream()
                            .map(
                                    job ->
                                            job.metadata().get("gridmill.schedule")
                                                    + job.metadata().get("gridmill.due"))
                            .toList();
            assertThat(firings).doesNotHaveDuplicates();
            assertThatThrownBy(() -> left.schedules().find("tick-1"))
                    .hasMessageContaining("no schedule tick-1");
        }
    }

    @Test
    void skippedTimesAreShownAndTheJobIsCheckedAtTheDoor() {
        try (TestGrid grid = TestGrid.alone(data, config -> config.withSlots(1))) {
            GridNode node = grid.first();
            assertThatThrownBy(
                            () ->
                                    node.schedules()
                                            .put(
                                                    "bad",
                                                    TestGrid.json(
                                                            "{\"cron\": \"0 2 * * *\", \"job\":"
                                                                    + " {\"type\": \"nope\"}}"),
                                                    "me"))
                    .hasMessageContaining("No task type is named 'nope'");
            node.schedules()
                    .put(
                            "slow",
                            TestGrid.json(
                                    "{\"every\": \"1s\", \"overlap\": \"skip\", \"job\": {\"type\":"
                                            + " \"noop\", \"parameters\": {\"tasks\": 1},"
                                            + " \"dependsOn\": [\"%s\"]}}"
                                                    .formatted(openJob(node))),
                            "me");
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> node.schedules().find("slow").counts().skipped() > 0);
            ScheduleStatus slow = node.schedules().find("slow");
            assertThat(slow.counts().fired()).isEqualTo(1);
            assertThat(slow.lastJob()).isNotNull();
            assertThat(slow.next()).hasSize(5).isSorted();
            assertThat(node.schedules().list()).hasSize(1);
        }
    }

    /** A job that does not end by itself. */
    private static String openJob(GridNode node) {
        return node.submit(TestGrid.request("noop", "{}").with(job -> job.open(true)), "me", null)
                .job()
                .id();
    }
}
