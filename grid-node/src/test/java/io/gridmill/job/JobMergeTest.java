package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Copies of a job that went on without each other, joined in any order. */
class JobMergeTest {
    private static final int SEEDS = 5_000;
    private final SplittableRandom random = new SplittableRandom(3);

    private List<JobRecord> copies() {
        JobRecord fresh = JobLifecycle.accepted(TestedJob.spec("job-1"), new BlockPlan(10, 4));
        JobRecord before = walk(fresh, random.nextInt(6), "a");
        List<JobRecord> copies = new ArrayList<>();
        for (String side : List.of("a", "b", "c")) {
            copies.add(walk(before, random.nextInt(10), side));
        }
        return copies;
    }

    private JobRecord walk(JobRecord from, int steps, String side) {
        JobRecord job = from;
        for (int step = 0; step < steps; step++) {
            JobRecord after = JobLifecycle.apply(job, event(job.progress().epoch(), side));
            job = after == null ? job : after;
        }
        return job;
    }

    private JobEvent event(long epoch, String side) {
        return switch (random.nextInt(20)) {
            case 0, 1 -> new JobEvent.Drive(side + random.nextInt(2), 2_000);
            case 2, 3, 4 -> new JobEvent.SplitStarted(epoch, 2_500);
            case 5, 6, 7 -> new JobEvent.SplitDone(epoch, 10, 3_000);
            case 8 -> new JobEvent.Cancel(side, 4_000);
            case 9 -> new JobEvent.Fail(0, new JobFailure("boom", side, random.nextInt(3)), 4_500);
            case 10, 11 -> new JobEvent.AggregateStarted(epoch, 5_000);
            case 12 ->
                    new JobEvent.AggregateDone(
                            epoch, DataRef.EMPTY, "text/plain", TestedJob.FIGURES, 6_000);
            case 13 -> new JobEvent.Stopped(epoch, TestedJob.FIGURES, 7_000);
            default ->
                    new JobEvent.Settled(
                            1, TestedJob.set(random.nextInt(3)), Map.of(), null, 4_000);
        };
    }

    @Test
    void theOrderOfJoiningDoesNotMatterUnlessSeveralHaveEnded() {
        int joined = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            List<JobRecord> copies = copies();
            JobRecord a = copies.get(0);
            JobRecord b = copies.get(1);
            JobRecord c = copies.get(2);
            JobRecord ab = JobMerge.join(a, b);
            if (copies.stream().filter(job -> job.state().ended()).count() <= 1) {
                joined++;
                assertThat(ab).isEqualTo(JobMerge.join(b, a));
                assertThat(knowledge(JobMerge.join(ab, c)))
                        .isEqualTo(knowledge(JobMerge.join(a, JobMerge.join(b, c))));
            }
            assertThat(JobMerge.join(a, a)).isEqualTo(a);
            assertThat(JobMerge.join(ab, a)).isEqualTo(ab);
            assertThat(JobMerge.join(ab, b)).isEqualTo(ab);
        }
        assertThat(joined).as("where at most one has ended").isGreaterThan(SEEDS / 4);
    }

    @Test
    void whatIsNotJustAsACopyOfItsVersionHasOneOfItsOwn() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<JobRecord> copies = copies();
            JobRecord joined = JobMerge.join(copies.get(0), copies.get(1));
            for (JobRecord copy : copies.subList(0, 2)) {
                boolean same = knowledge(joined).equals(knowledge(copy));
                assertThat(joined.progress().version())
                        .isGreaterThanOrEqualTo(copy.progress().version() + (same ? 0 : 1));
            }
        }
    }

    @Test
    void theLargerSideSaysHowAJobEnded() {
        JobRecord job = JobLifecycle.accepted(TestedJob.spec("job-1"), new BlockPlan(10, 4));
        JobRecord stopping = after(job, new JobEvent.Cancel("a", 2_000));
        JobRecord cancelled = after(stopping, new JobEvent.Stopped(0, TestedJob.FIGURES, 3_000));
        JobRecord failing = after(job, new JobEvent.Fail(0, TestedJob.FAILURE, 2_000));
        JobRecord failed = after(failing, new JobEvent.Stopped(0, TestedJob.FIGURES, 3_000));
        assertThat(JobMerge.join(cancelled, failed).state()).isEqualTo(JobState.CANCELLED);
        assertThat(JobMerge.join(failed, cancelled).state()).isEqualTo(JobState.FAILED);
        assertThat(JobMerge.join(stopping, failed).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aJobThatWasMadeAnewInAnotherWayStandsAsTheLargerSideHasIt() {
        JobRecord anew = JobLifecycle.accepted(TestedJob.spec("job-1"), new BlockPlan(10, 5));
        JobRecord old = JobLifecycle.accepted(TestedJob.spec("job-1"), new BlockPlan(10, 4));
        JobRecord begun = after(old, new JobEvent.Drive("a", 2_000));
        JobRecord far = after(begun, new JobEvent.Settled(1, TestedJob.set(1), Map.of(), null, 9));
        JobRecord joined = JobMerge.join(anew, far);
        assertThat(joined.plan()).isEqualTo(anew.plan());
        assertThat(joined.settled()).isEqualTo(anew.settled());
        assertThat(joined.progress().epoch()).isGreaterThan(far.progress().epoch());
    }

    /** What a job knows, without how often it was joined and who drove it. */
    private static List<Object> knowledge(JobRecord job) {
        JobRecord.Progress at = job.progress();
        boolean ended = job.state().ended();
        return List.of(
                job.state(),
                at.splitDone(),
                at.tasks(),
                at.stopping(),
                ended ? new BitSet() : job.settled(),
                ended ? "" : String.valueOf(job.failure()));
    }

    @Test
    void nothingThatOneSideKnewIsForgotten() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<JobRecord> copies = copies();
            JobRecord a = copies.get(0);
            JobRecord b = copies.get(1);
            JobRecord joined = JobMerge.join(a, b);
            assertThat(joined.state().ended()).isEqualTo(a.state().ended() || b.state().ended());
            if (!joined.state().ended()) {
                BitSet settled = (BitSet) a.settled().clone();
                settled.or(b.settled());
                assertThat(joined.settled()).isEqualTo(settled);
                boolean stops = a.progress().stopping() || b.progress().stopping();
                assertThat(joined.progress().stopping()).isEqualTo(stops);
                assertThat(joined.state() == JobState.CANCELLING && joined.failure() != null)
                        .isFalse();
            }
        }
    }

    @Test
    void aJobThatBothSidesDroveIsDrivenAnew() {
        JobRecord job = JobLifecycle.accepted(TestedJob.spec("job-1"), new BlockPlan(10, 4));
        JobRecord one = after(job, new JobEvent.Drive("a", 2_000));
        JobRecord other = after(job, new JobEvent.Drive("b", 2_000));
        JobRecord ran = after(other, new JobEvent.SplitDone(1, 10, 3_000));
        JobRecord settled =
                after(one, new JobEvent.Settled(1, TestedJob.set(1), Map.of(), null, 9));
        JobRecord joined = JobMerge.join(settled, ran);
        assertThat(joined.progress().epoch()).isEqualTo(2);
        assertThat(joined.progress().splitDone()).isTrue();
        assertThat(joined.settled()).isEqualTo(TestedJob.set(1));
    }

    @Test
    void ofASettledBlockTheFinalNumberOfFailedTasksStands() {
        JobRecord job = JobLifecycle.accepted(TestedJob.spec("job-1"), new BlockPlan(10, 4));
        JobRecord begun = after(job, new JobEvent.Drive("a", 2_000));
        JobEvent some =
                new JobEvent.Settled(1, new BitSet(), Map.of(1, 2), TestedJob.FAILURE, 3_000);
        JobEvent all =
                new JobEvent.Settled(1, TestedJob.set(1), Map.of(1, 1), TestedJob.FAILURE, 3_000);
        JobRecord joined = JobMerge.join(after(begun, some), after(begun, all));
        assertThat(joined.failed().byBlock()).containsExactly(Map.entry(1, 1));
    }

    private static JobRecord after(JobRecord job, JobEvent event) {
        return Objects.requireNonNull(JobLifecycle.apply(job, event));
    }
}
