package io.gridmill.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The specification of a job of which only its brief is left: what is not known has defaults. */
final class JobRemains {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long TASK_MILLIS = Duration.ofMinutes(5).toMillis();

    private JobRemains() {}

    static JobSpec spec(JobBrief brief) {
        return new JobSpec(
                brief.id(),
                brief.work().type(),
                null,
                "{}",
                null,
                null,
                brief.priority(),
                brief.work().placement(),
                brief.share().user(),
                brief.created(),
                JobSpec.LOST_DIGEST,
                StartConditions.NONE,
                0,
                TASK_MILLIS,
                new RetryRule(1, Duration.ZERO, 1.0, Duration.ZERO, List.of()),
                new FailurePolicy.FailFast(),
                DAY_MILLIS,
                false,
                false,
                Map.of(),
                Map.of());
    }
}
