package io.gridmill.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.JobBrief;
import io.gridmill.job.LossRule;
import io.gridmill.job.Needs;
import io.gridmill.job.Placement;
import io.gridmill.job.Strategy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who is refused, with which words, and when to come back. */
final class QueuePolicyTest {
    private static final QueueLimits LIMITS = new QueueLimits(10, 1_000, 5_000, 500);

    private static QueueLoad load(long userJobs, long userTasks, long bytes, double perSecond) {
        return new QueueLoad(
                userJobs, userTasks, bytes, bytes / 10, userJobs, userTasks, perSecond);
    }

    private static QueuePolicy.Asked asked(long tasks, long bytes) {
        return new QueuePolicy.Asked("ann", tasks, bytes, 1);
    }

    private static QueuePolicy.Refusal refusal(
            QueueLoad load, QueueLimits limits, QueuePolicy.Asked asked) {
        return Objects.requireNonNull(QueuePolicy.decide(load, limits, asked));
    }

    @Test
    void whoHasRoomIsNotRefused() {
        assertThat(QueuePolicy.decide(load(9, 900, 4_000, 1), LIMITS, asked(100, 1_000))).isNull();
    }

    @Test
    void aRefusalNamesLimitValueAndPresentFigure() {
        QueuePolicy.Refusal jobs = refusal(load(10, 0, 0, 1), LIMITS, asked(1, 1));
        assertThat(jobs.message())
                .isEqualTo(
                        "10 jobs of ann have not ended; the limit is 10 (queue.maxJobsPerUser)."
                                + " Submit again in 1 s, when some have ended");
        QueuePolicy.Refusal tasks = refusal(load(1, 950, 0, 5), LIMITS, asked(100, 1));
        assertThat(tasks.message())
                .contains("950 tasks of ann", "this job has 100", "1000 (queue.maxTasksPerUser)");
        assertThat(tasks.retryAfterSeconds()).as("50 too many, 5 a second").isEqualTo(10);
        QueuePolicy.Refusal bytes = refusal(load(1, 0, 4_999, 1), LIMITS, asked(1, 2));
        assertThat(bytes.message()).contains("4999 bytes", "5000 (queue.maxWaitingBytes)");
    }

    @Test
    void parametersHaveALimitOfTheirOwn() {
        QueuePolicy.Asked more = new QueuePolicy.Asked("ann", 1, 100, 100);
        assertThat(QueuePolicy.decide(load(1, 0, 4_000, 1), LIMITS, more)).isNull();
        QueuePolicy.Refusal full = refusal(load(1, 0, 4_010, 1), LIMITS, more);
        assertThat(full.message())
                .contains("401 bytes of parameters", "has 100", "500 (queue.maxParameterBytes)");
        assertThat(full.retryAfterSeconds()).isPositive();
        QueuePolicy.Asked never = new QueuePolicy.Asked("ann", 1, 501, 501);
        assertThat(refusal(load(0, 0, 0, 1), LIMITS, never).retryAfterSeconds()).isZero();
    }

    @Test
    void whatNeverFitsIsNotToldToComeBack() {
        for (QueuePolicy.Asked large : List.of(asked(1_001, 1), asked(1, 5_001))) {
            QueuePolicy.Refusal refusal = refusal(load(0, 0, 0, 1), LIMITS, large);
            assertThat(refusal.retryAfterSeconds()).isZero();
        }
    }

    @Test
    void theTimeToComeBackFollowsThePaceWithinLimits() {
        assertThat(QueuePolicy.seconds(100, load(1, 1, 1, 0))).as("not known").isEqualTo(5);
        assertThat(QueuePolicy.seconds(100, load(1, 1, 1, 1_000))).isEqualTo(1);
        assertThat(QueuePolicy.seconds(100, load(1, 1, 1, 3))).isEqualTo(34);
        assertThat(QueuePolicy.seconds(1_000_000, load(1, 1, 1, 1))).isEqualTo(60);
        QueueLoad full = new QueueLoad(1_000, 50_000, 0, 0, 0, 0, 100);
        assertThat(QueuePolicy.jobSeconds(full, 1_000)).as("20 jobs of 50 tasks").isEqualTo(10);
    }

    @Test
    void theLoadOfAUserIsThatOfItsJobs() {
        QueueLoad load =
                QueueLoad.of(
                        List.of(brief("a", "ann", 7, 10), brief("b", "bob", 5, 100)), "ann", 3, 2);
        assertThat(load).isEqualTo(new QueueLoad(2, 3, 110, 22, 1, 7, 2));
    }

    private static JobBrief brief(String id, String user, long tasks, long bytes) {
        JobBrief.Share share = new JobBrief.Share(user, tasks, bytes, bytes / 5);
        JobBrief.Claimable work =
                new JobBrief.Claimable(
                        "noop", 5, user, new Placement(Strategy.LEAST_BUSY, Needs.NONE), 0);
        return new JobBrief(
                id, work, 0, 1, 1, 1, true, false, false, false, LossRule.DEFAULT, share);
    }
}
