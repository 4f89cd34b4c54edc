package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridmill.report.JobStatus;
import io.gridmill.report.TaskLogText;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task wrote can be read at any member, also when the one that ran it has died. */
class TaskLogIT {
    private static final int NODES = 3;

    @TempDir Path data;

    @Test
    void logsOutliveTheMemberThatRanTheTask() throws Exception {
        try (TestGrid grid = TestGrid.of(NODES, data, new TellingTasks())) {
            await().until(
                            () ->
                                    grid.nodes().stream()
                                            .allMatch(node -> node.nodes().size() == NODES));
            JobStatus job =
                    TestGrid.run(grid.first(), TestGrid.request("telling-tasks", "{\"tasks\":6}"));
            for (int task = 0; task < 6; task++) {
                awaitLog(grid.node(task % NODES), job.id(), task);
            }
            grid.node(2).crash();
            for (int task = 0; task < 6; task++) {
                awaitLog(grid.first(), job.id(), task);
            }
            grid.first().delete(job.id());
        }
    }

    private static void awaitLog(GridNode node, String job, int task) {
        await().ignoreExceptions()
                .untilAsserted(
                        () -> {
                            TaskLogText log = node.taskLog(job, task, 0);
                            assertEquals(1, log.attempt());
                            assertEquals(true, log.over());
                            assertEquals(
                                    "heard by " + task,
                                    log.tail().after(0).strip().replaceFirst("^\\S+ ", ""));
                        });
    }
}
