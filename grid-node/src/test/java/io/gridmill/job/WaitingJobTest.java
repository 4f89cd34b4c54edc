package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.Dependency.On;
import io.gridmill.job.StartPolicy.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that wait for a time or for other jobs. */
class WaitingJobTest {
    private static StartConditions after(On on, String... jobs) {
        List<Dependency> all = new ArrayList<>();
        for (String job : jobs) {
            all.add(new Dependency(job, on));
        }
        return new StartConditions(0, 0, all);
    }

    private static Map<String, @Nullable JobState> ended(String job, @Nullable JobState state) {
        Map<String, @Nullable JobState> ended = new HashMap<>();
        ended.put(job, state);
        return ended;
    }

    @Test
    void waitsForAllItDependsOnAndForItsTime() {
        StartConditions both =
                new StartConditions(5_000, 0, after(On.SUCCESS, "a", "b").dependsOn());
        assertThat(StartPolicy.decide(both, Map.of(), 1_000))
                .isEqualTo(new Answer.Wait(5_000, List.of("a", "b")));
        assertThat(StartPolicy.decide(both, ended("a", JobState.SUCCEEDED), 1_000))
                .isEqualTo(new Answer.Wait(5_000, List.of("b")));
        Map<String, @Nullable JobState> all = ended("a", JobState.SUCCEEDED);
        all.put("b", JobState.SUCCEEDED);
        assertThat(StartPolicy.decide(both, all, 4_999))
                .isEqualTo(new Answer.Wait(5_000, List.of()));
        assertThat(StartPolicy.decide(both, all, 5_000)).isEqualTo(new Answer.Begin());
        assertThat(StartPolicy.decide(StartConditions.NONE, Map.of(), 1))
                .isEqualTo(new Answer.Begin());
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, SUCCEEDED, Begin",
        "SUCCESS, FAILED,    Never",
        "SUCCESS, CANCELLED, Never",
        "FAILURE, SUCCEEDED, NotNeeded",
        "FAILURE, FAILED,    Begin",
        "FAILURE, CANCELLED, Begin",
        "ALWAYS,  SUCCEEDED, Begin",
        "ALWAYS,  FAILED,    Begin",
        "ALWAYS,  CANCELLED, Begin"
    })
    void endOfTheOtherDecides(On on, JobState end, String answer) {
        assertThat(
                        StartPolicy.decide(after(on, "a"), ended("a", end), 1)
                                .getClass()
                                .getSimpleName())
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS", "FAILURE", "ALWAYS"})
    void jobThatDependsOnADeletedOneFailsAndSaysSo(On on) {
        assertThat(StartPolicy.decide(after(on, "a"), ended("a", null), 1))
                .isInstanceOfSatisfying(
                        Answer.Never.class,
                        never -> {
                            assertThat(never.failure().code()).isEqualTo("dependency-failed");
                            assertThat(never.failure().message()).contains("a", "deleted");
                        });
    }

    @Test
    void aFailedDependencyDecidesAtOnceWhateverElseStillRuns() {
        for (String failed : List.of("a", "b")) {
            assertThat(
                            StartPolicy.decide(
                                    after(On.SUCCESS, "a", "b"), ended(failed, JobState.FAILED), 1))
                    .as(failed)
                    .isInstanceOf(Answer.Never.class);
        }
    }

    @Test
    void beingDrivenIsNotBeginning() {
        TestedJob job = new TestedJob(new LinkedHashSet<>(), after(On.SUCCESS, "a"));
        assertThat(job.drive("n")).isTrue();
        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.job().progress().started()).isZero();
        assertThat(job.apply(new JobEvent.Begin(job.epoch() - 1, 3_000))).as("stale").isFalse();
        assertThat(job.apply(new JobEvent.Begin(job.epoch(), 3_000))).isTrue();
        assertThat(job.state()).isEqualTo(JobState.SPLITTING);
        assertThat(job.job().progress().started()).isEqualTo(3_000);
        assertThat(job.apply(new JobEvent.Begin(job.epoch(), 3_000))).as("twice").isFalse();
    }

    @Test
    void jobThatIsNotNeededIsCancelled() {
        TestedJob job = new TestedJob(new LinkedHashSet<>(), after(On.FAILURE, "a"));
        job.drive("n");
        assertThat(job.apply(new JobEvent.NotNeeded(job.epoch(), "a succeeded", 3_000))).isTrue();
        assertThat(job.stopped()).isTrue();
        assertThat(job.state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.job().history())
                .extracting(JobRecord.Change::what)
                .containsExactly("accepted", "driven", "not needed", "cancelled");
    }

    @Test
    void jobThatCanNeverBeginFailsWithoutHavingRun() {
        TestedJob job = new TestedJob(new LinkedHashSet<>(), after(On.SUCCESS, "a"));
        job.drive("n");
        assertThat(job.fail()).isTrue();
        assertThat(job.apply(new JobEvent.Begin(job.epoch(), 3_000))).isFalse();
        assertThat(job.stopped()).isTrue();
        assertThat(job.state()).isEqualTo(JobState.FAILED);
    }
}
