package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members whom nothing reaches that is pushed: every job ends by what they do again. */
class LostPushesIT {
    private static final String SWITCH = "gridmill.test.losePushes";

    @TempDir Path data;

    @BeforeEach
    void losePushes() {
        System.setProperty(SWITCH, "true");
    }

    @AfterEach
    void pushAgain() {
        System.clearProperty(SWITCH);
    }

    @Test
    void everyJobEndsThoughNothingThatIsPushedArrives() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            await().atMost(TestGrid.PATIENCE).until(() -> grid.first().nodes().size() == 3);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                JobRequest many = TestGrid.request("noop", "{\"tasks\":500}");
                ids.add(grid.node(i).submit(many, "tester", null).job().id());
            }
            for (String id : ids) {
                await().atMost(TestGrid.PATIENCE).until(() -> status(grid, id).state().ended());
                assertEquals(JobState.SUCCEEDED, status(grid, id).state());
            }
        }
    }

    private static JobStatus status(TestGrid grid, String id) {
        return grid.first().job(id);
    }
}
