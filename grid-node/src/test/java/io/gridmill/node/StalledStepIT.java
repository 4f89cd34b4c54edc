package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step of the driver that would never end after a member was lost. */
class StalledStepIT {
    private static final int NODES = 3;

    @TempDir Path data;

    @Test
    void aStepThatStandsStillAfterAMemberWasLostIsTakenAgain() throws Exception {
        HeldAnswer.Gate gate = new HeldAnswer.Gate();
        // Released before the nodes are closed, which wait for it.
        try (TestGrid grid = TestGrid.of(1, data, new HeldAnswer(0, gate));
                AutoCloseable _ = gate::release) {
            for (int i = 1; i < NODES; i++) {
                grid.join(data, config -> config, new HeldAnswer(i, gate));
            }
            GridNode first = grid.first();
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> first.cluster().nodes() == NODES && first.cluster().safe());
            var request = TestGrid.request("held-answer", "{\"tasks\":200}");
            String id = first.submit(request, "tester", null).job().id();
            await().atMost(TestGrid.PATIENCE).until(() -> gate.heldAt() >= 0);
            String driver = driver(first.job(id));
            int victim =
                    IntStream.range(0, NODES)
                            .filter(i -> i != gate.heldAt())
                            .filter(i -> !driver.startsWith("by node-" + (i + 1)))
                            .findFirst()
                            .orElseThrow();
            grid.node(victim).crash();
            GridNode survivor = grid.node(gate.heldAt());
            JobStatus job = survivor.awaitEnd(id, TestGrid.PATIENCE);
            assertThat(job.state()).as("" + job.error()).isEqualTo(JobState.SUCCEEDED);
            assertThat(job.tasks().succeeded()).isEqualTo(200);
        }
    }

    private static String driver(JobStatus job) {
        return job.events().stream()
                .filter(event -> event.what().equals("driven"))
                .reduce((_, last) -> last)
                .map(event -> event.detail() + "")
                .orElseThrow();
    }
}
