package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.Speculation;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.report.JobStatus;
import io.gridmill.report.NodeNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on which tasks take for ever, beside two on which they do not. */
class SpeculationIT {
    private static final int TASKS = 24;

    @TempDir Path data;

    @Test
    void idleNodesRunWhatASlowNodeDoesNotEnd() throws Exception {
        Uneven endless = new Uneven(Duration.ofHours(1).toMillis());
        try (TestGrid grid = TestGrid.of(2, data, new Uneven(200))) {
            GridNode slow = grid.join(data, config -> config, endless);
            await().atMost(TestGrid.PATIENCE).until(() -> slow.nodes().size() == 3);
            JobRequest job =
                    TestGrid.request("uneven", "{\"tasks\":" + TASKS + "}")
                            .with(
                                    change ->
                                            change.speculation(
                                                    new Speculation(
                                                            true, 2, 0.5, Duration.ofSeconds(1))));
            JobStatus end = TestGrid.run(grid.first(), job);
            assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(end.tasks().succeeded()).isEqualTo(TASKS);
            long superseded =
                    IntStream.range(0, TASKS)
                            .mapToObj(task -> grid.first().task(end.id(), task))
                            .flatMap(task -> task.attempts().stream())
                            .filter(attempt -> attempt.outcome() == AttemptOutcome.SUPERSEDED)
                            .filter(attempt -> attempt.node().equals(NodeNames.of(slow.id())))
                            .count();
            assertThat(superseded).isPositive();
            await().atMost(TestGrid.PATIENCE)
                    .untilAsserted(() -> assertThat(endless.stopped()).isGreaterThanOrEqualTo(1));
        }
    }
}
