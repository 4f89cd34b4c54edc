package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.RecoveryStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The majority of a grid is lost for good: somebody vouches for it, and the rest goes on. */
class AcceptLossIT {
    @TempDir Path data;

    private static JobRequest slow() {
        return TestGrid.request("noop", "{\"tasks\":200,\"sleepMillis\":30}");
    }

    @Test
    void theRestGoesOnWhenSomebodyVouchesForTheLoss() throws Exception {
        try (TestGrid grid =
                TestGrid.of(
                        data,
                        Collections.nCopies(
                                3,
                                config ->
                                        config.withCluster(
                                                config.cluster()
                                                        .withSize(3)
                                                        .withLostDataWait(
                                                                Duration.ofSeconds(2)))))) {
            GridNode node = grid.first();
            assertThatThrownBy(() -> node.acceptLoss("me"))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.NOTHING_TO_ACCEPT));
            assertThat(node.recovery().state()).isEqualTo("ok");
            String id = node.submit(slow(), "me", null).job().id();
            grid.node(1).crash();
            grid.node(2).crash();
            await().atMost(TestGrid.PATIENCE)
                    .until(() -> node.recovery().state().equals("below-quorum"));
            RecoveryStatus before = node.recovery();
            assertThat(before.members()).isEqualTo(1);
            assertThat(before.expected()).isEqualTo(3);
            assertThat(before.missing()).containsExactly("node-2", "node-3");
            assertThatThrownBy(() -> node.submit(slow(), "me", null))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.BELOW_QUORUM));

            RecoveryStatus after = node.acceptLoss("the admin");

            assertThat(after.state()).isNotEqualTo("below-quorum");
            assertThat(after.accepted()).hasSize(1);
            RecoveryStatus.AcceptedLoss accepted = after.accepted().getFirst();
            assertThat(accepted.user()).isEqualTo("the admin");
            assertThat(accepted.node()).isEqualTo("node-1");
            assertThat(accepted.members()).isEqualTo(1);
            assertThat(accepted.missing()).containsExactly("node-2", "node-3");
            JobStatus job =
                    await().atMost(TestGrid.PATIENCE)
                            .ignoreExceptionsInstanceOf(GridException.class)
                            .until(
                                    () -> node.awaitEnd(id, Duration.ofSeconds(5)),
                                    ended -> ended.state().ended());
            if (job.state() == JobState.FAILED) {
                assertThat(java.util.Objects.requireNonNull(job.error()).code()).isEqualTo("data-lost");
            } else {
                assertThat(job.tasks().succeeded()).isEqualTo(200);
            }
            assertThat(TestGrid.run(node, slow()).state()).isEqualTo(JobState.SUCCEEDED);
            // Whoever joins now is told how many the grid is.
            GridNode fourth =
                    grid.join(data, config -> config.withCluster(config.cluster().withSize(3)));
            await().atMost(TestGrid.PATIENCE).until(() -> fourth.recovery().accepted().size() == 1);
            assertThat(fourth.recovery().state()).isEqualTo("ok");
        }
    }
}
