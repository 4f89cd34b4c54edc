package io.gridmill.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.report.TaskCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Statuses for tests. */
public final class Jobs {
    private static final Instant BEGAN = Instant.parse("2026-01-01T12:00:00Z");

    private Jobs() {}

    /** A job of 100 tasks of which some have succeeded and some have failed. */
    public static JobStatus job(JobState state, long succeeded, long failed) {
        long running = state == JobState.RUNNING ? 2 : 0;
        long ready = 100 - succeeded - failed - running;
        return new JobStatus(
                "j1",
                1,
                "noop",
                JsonNodeFactory.instance.objectNode().put("tasks", 100),
                state,
                1,
                5,
                "admin",
                Map.of("team", "render"),
                Map.of(),
                new JobStatus.Times(
                        BEGAN, BEGAN, BEGAN, null, state.ended() ? BEGAN.plusMillis(2500) : null),
                false,
                true,
                new JobStatus.Blocks(4, 1, 25),
                new TaskCounts(100, 0, ready, 0, running, succeeded, failed, 0, 0),
                (succeeded + failed) / 100.0,
                new JobStatus.Statistics(succeeded, 3, 1, 0, 12.5, 40),
                state == JobState.FAILED
                        ? new JobStatus.Failure("task-failed", "It broke", 17L)
                        : null,
                state == JobState.SUCCEEDED
                        ? new JobStatus.Result("text/plain", 5, BEGAN.plusSeconds(86_400))
                        : null,
                null,
                "fail-fast",
                false,
                List.of(),
                null,
                null,
                "least-busy",
                null);
    }
}
