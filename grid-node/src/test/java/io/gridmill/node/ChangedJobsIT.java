package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.claim.QueueLimits;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.StepRequest;
import io.gridmill.ledger.TaskState;
import io.gridmill.report.JobStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are changed while they wait, and users who may have only so much waiting. */
final class ChangedJobsIT {
    @TempDir Path data;

    private static String napping(GridNode node, int tasks) {
        return node.submit(
                        TestGrid.request("noop", "{\"tasks\": " + tasks + ", \"sleepMillis\": 50}"),
                        "ann",
                        null)
                .job()
                .id();
    }

    @Test
    void aJobThatIsMadeUrgentOvertakes() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            GridNode node = grid.first();
            String early = napping(node, 2_000);
            String late = napping(node, 20);
            JobEdit edit =
                    new JobEdit(
                            9,
                            new JobEdit.Texts(Map.of("urgent", "yes"), List.of()),
                            JobEdit.Texts.NONE,
                            0);
            JobStatus changed = node.change(late, edit, "ann");
            assertThat(changed.priority()).isEqualTo(9);
            assertThat(node.awaitEnd(late, TestGrid.PATIENCE).state())
                    .isEqualTo(JobState.SUCCEEDED);
            assertThat(node.job(early).state()).isEqualTo(JobState.RUNNING);
            assertThat(node.tasks(early, TaskState.READY, null, 100).items()).isNotEmpty();
            JobQuery labelled = new JobQuery(null, null, Map.of("urgent", "yes"), null, 10);
            assertThat(node.jobs(labelled).items()).hasSize(1);
            assertThatThrownBy(() -> node.change(late, edit, "ann"))
                    .hasMessageContaining("has ended; its priority cannot change");
            node.cancel(early);
        }
    }

    @Test
    void aUserHasAShareOfTheQueue() {
        QueueLimits share = new QueueLimits(2, 100, 1_000_000, 1_000_000);
        try (TestGrid grid =
                TestGrid.alone(
                        data,
                        config ->
                                config.withSlots(1)
                                        .withLimits(
                                                config.limits().withQueue(100, 1_000, share)))) {
            GridNode node = grid.first();
            assertThatThrownBy(() -> napping(node, 101))
                    .hasMessageContaining("queue.maxTasksPerUser")
                    .satisfies(e -> assertThat(code(e)).isEqualTo(ErrorCode.TOO_LARGE));
            String first = napping(node, 90);
            await().atMost(TestGrid.PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(() -> napping(node, 90))
                                            .hasMessageContaining("tasks of ann have not ended"));
            napping(node, 1);
            assertThatThrownBy(() -> napping(node, 1))
                    .hasMessageContaining("2 jobs of ann have not ended; the limit is 2")
                    .satisfies(
                            e ->
                                    assertThat(((GridException) e).retryAfterSeconds())
                                            .isBetween(1, 60));
            node.submit(TestGrid.request("noop", "{}"), "bob", null);
            node.cancel(first);
        }
    }

    private static ErrorCode code(Throwable e) {
        return ((GridException) e).code();
    }

    @Test
    void aJobMadeOfStepsTakesItsStepsAlong() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            ObjectNode naps = JsonNodeFactory.instance.objectNode().put("sleepMillis", 600_000);
            JobRequest request =
                    JobRequest.ofSteps(
                                    StepRequest.of("follows", "noop", naps),
                                    StepRequest.of("own", "noop", naps).priority(2),
                                    StepRequest.of("later", "noop", naps).after("follows"))
                            .with(change -> change.priority(7));
            String job = node.submit(request, "ann", null).job().id();
            await().until(
                            () ->
                                    Objects.requireNonNull(node.job(job).steps()).stream()
                                                    .filter(step -> step.job() != null)
                                                    .count()
                                            == 2);
            await().until(() -> node.job(job + ".follows").priority() == 7);
            JobEdit edit =
                    new JobEdit(
                            9,
                            new JobEdit.Texts(Map.of("urgent", "yes"), List.of()),
                            JobEdit.Texts.NONE,
                            0);

            node.change(job, edit, "ann");

            assertThat(node.job(job + ".follows").priority()).isEqualTo(9);
            assertThat(node.job(job + ".follows").labels()).containsEntry("urgent", "yes");
            assertThat(node.job(job + ".own").priority()).isEqualTo(2);
            assertThat(node.job(job + ".own").labels()).containsEntry("urgent", "yes");
            node.cancel(job);
        }
    }

    @Test
    void nothingIsAddedToAJobThatIsBeingCancelled() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            ObjectNode nap = JsonNodeFactory.instance.objectNode().put("sleepMillis", 1);
            JobRequest open = TestGrid.request("noop", "{}").with(change -> change.open(true));
            String job = node.submit(open, "ann", null).job().id();
            node.addTasks(job, List.of(nap), null);
            JobStatus cancelled = node.cancel(job);
            assertThat(cancelled.state()).isIn(JobState.CANCELLING, JobState.CANCELLED);
            assertThatThrownBy(() -> node.addTasks(job, List.of(nap), null))
                    .isInstanceOfSatisfying(
                            GridException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.JOB_CLOSED))
                    .hasMessageContaining("CANCELL");
        }
    }
}
