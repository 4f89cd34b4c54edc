package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gridmill.job.Dependency;
import io.gridmill.job.Dependency.On;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.StartConditions;
import io.gridmill.report.JobStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait for a time or for other jobs, on three members. */
class WaitingJobsIT {
    private static final JobRequest SLOW =
            TestGrid.request("noop", "{\"tasks\":1,\"sleepMillis\":600000}");
    private static final JobRequest QUICK = TestGrid.request("noop", "{}");

    @TempDir Path data;

    private static String submit(GridNode node, JobRequest request) {
        return node.submit(request, "tester", null).job().id();
    }

    private static JobRequest after(String job, On on) {
        StartConditions conditions = new StartConditions(0, 0, List.of(new Dependency(job, on)));
        return QUICK.with(change -> change.conditions(conditions));
    }

    @Test
    void chainsBranchesAndDelaysEndAsTheyShould() throws Exception {
        try (TestGrid grid = TestGrid.of(3, data)) {
            await().until(() -> grid.nodes().stream().allMatch(n -> n.nodes().size() == 3));
            String first = submit(grid.node(0), SLOW);
            String onSuccess = submit(grid.node(1), after(first, On.SUCCESS));
            String onFailure = submit(grid.node(2), after(first, On.FAILURE));
            String always = submit(grid.node(0), after(first, On.ALWAYS));
            String chained = submit(grid.node(1), after(always, On.SUCCESS));
            String afterFailed = submit(grid.node(2), after(onSuccess, On.FAILURE));
            assertEquals(JobState.PENDING, grid.first().job(onSuccess).state());
            grid.node(2).cancel(first);
            GridNode node = grid.first();
            assertEquals(JobState.CANCELLED, end(node, first).state());
            JobStatus failed = end(node, onSuccess);
            assertEquals(JobState.FAILED, failed.state());
            assertNotNull(failed.error());
            assertEquals(ErrorCode.DEPENDENCY_FAILED.code(), failed.error().code());
            assertEquals(JobState.SUCCEEDED, end(node, onFailure).state());
            assertEquals(JobState.SUCCEEDED, end(node, always).state());
            assertEquals(JobState.SUCCEEDED, end(node, chained).state());
            assertEquals(JobState.SUCCEEDED, end(node, afterFailed).state());
            String notNeeded = submit(node, after(chained, On.FAILURE));
            assertEquals(JobState.CANCELLED, end(node, notNeeded).state());
        }
    }

    @Test
    void aDelayedJobStartsAtItsTimeAndABlockedOneGivesUp() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config.withSlots(1))) {
            GridNode node = grid.first();
            long now = System.currentTimeMillis();
            StartConditions later = new StartConditions(now + 700, 0, List.of());
            JobStatus delayed =
                    end(node, submit(node, QUICK.with(change -> change.conditions(later))));
            assertNotNull(delayed.times().started());
            assertFalse(delayed.times().started().toEpochMilli() < now + 700);
            String blocking = submit(node, SLOW);
            await().until(() -> node.job(blocking).tasks().running() == 1);
            StartConditions hasty = new StartConditions(0, 100, List.of());
            JobStatus gaveUp =
                    end(node, submit(node, QUICK.with(change -> change.conditions(hasty))));
            assertEquals(JobState.FAILED, gaveUp.state());
            assertNotNull(gaveUp.error());
            assertEquals(ErrorCode.QUEUE_TIMED_OUT.code(), gaveUp.error().code());
            node.cancel(blocking);
            assertEquals(
                    ErrorCode.UNKNOWN_JOB,
                    assertThrows(
                                    GridException.class,
                                    () -> submit(node, after("no-such-job", On.ALWAYS)))
                            .code());
        }
    }

    private static JobStatus end(GridNode node, String id) throws InterruptedException {
        return node.awaitEnd(id, TestGrid.PATIENCE);
    }
}
