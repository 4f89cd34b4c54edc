package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tasks tell each other reaches those of other members. */
class TaskHintsIT {
    private static final int NODES = 3;
    private static final int SLOTS = 2;

    @TempDir Path data;

    @Test
    void tasksOfOtherMembersHearIt() throws Exception {
        try (TestGrid grid = TestGrid.of(NODES, data, new TellingTasks())) {
            await().until(
                            () ->
                                    grid.nodes().stream()
                                            .allMatch(node -> node.nodes().size() == NODES));
            int tasks = NODES * SLOTS;
            JobRequest job = TestGrid.request("telling-tasks", "{\"tasks\":" + tasks + "}");
            JobStatus status = TestGrid.run(grid.first(), job);
            assertEquals(JobState.SUCCEEDED, status.state(), () -> "" + status.error());
            byte[] answer = TestGrid.result(grid.first(), status.id());
            assertEquals("" + 42 * tasks, new String(answer, StandardCharsets.UTF_8));
        }
    }
}
