package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Events in any order, late and repeated: the rules of {@link TestedJob} hold at every step. */
class JobAtRandomTest {
    private static final int SEEDS = 2_000;
    private static final int STEPS = 60;

    @Test
    void anySequenceKeepsTheRules() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                run(new SplittableRandom(seed));
            } catch (AssertionError broken) {
                throw new AssertionError("seed " + seed, broken);
            }
        }
    }

    private static void run(SplittableRandom random) {
        FailurePolicy[] policies = {
            new FailurePolicy.FailFast(),
            new FailurePolicy.Continue(),
            new FailurePolicy.Tolerate(1),
            new FailurePolicy.TolerateShare(20)
        };
        TestedJob job =
                new TestedJob(new LinkedHashSet<>(), policies[random.nextInt(policies.length)]);
        List<JobEvent> sent = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            boolean again = !sent.isEmpty() && random.nextInt(4) == 0;
            JobEvent event = again ? sent.get(random.nextInt(sent.size())) : event(job, random);
            sent.add(event);
            job.apply(event);
            boolean drives = event instanceof JobEvent.Drive;
            if (!drives) {
                assertThat(job.apply(event)).as("twice in a row: %s", event).isFalse();
            }
        }
        job.drive("last");
        job.cancel();
        job.stopped();
        assertThat(job.state().ended() || job.state() == JobState.AGGREGATING).isTrue();
    }

    private static int generation(TestedJob job, SplittableRandom random) {
        return job.job().progress().generation() + (random.nextInt(8) == 0 ? 1 : 0);
    }

    private static JobEvent event(TestedJob job, SplittableRandom random) {
        long epoch = Math.max(0, job.epoch() - (random.nextInt(4) == 0 ? 1 : 0));
        JobFailure failure = random.nextInt(20) == 0 ? TestedJob.FAILURE : null;
        return switch (random.nextInt(13)) {
            case 12 ->
                    random.nextBoolean()
                            ? new JobEvent.Retry("user", generation(job, random), 9_500)
                            : new JobEvent.Reopened(epoch, 9_600);
            case 0, 1 -> new JobEvent.Drive("n" + random.nextInt(3), 2_000);
            case 2 -> new JobEvent.SplitDone(epoch, 10, 3_000);
            case 3 -> new JobEvent.SplitStarted(epoch, 2_500);
            case 4, 5, 6 ->
                    new JobEvent.Settled(
                            generation(job, random),
                            TestedJob.set(random.nextInt(3)),
                            failure == null ? Map.of() : Map.of(random.nextInt(3), 1),
                            failure,
                            4_000);
            case 7 -> new JobEvent.AggregateStarted(epoch, 5_000);
            case 8 ->
                    new JobEvent.AggregateDone(
                            epoch, DataRef.EMPTY, "text/plain", TestedJob.FIGURES, 6_000);
            case 9 -> new JobEvent.Stopped(epoch, TestedJob.FIGURES, 7_000);
            case 10 ->
                    random.nextInt(5) == 0
                            ? new JobEvent.Cancel("user", 8_000)
                            : new JobEvent.Drive("n0", 8_000);
            default ->
                    random.nextInt(5) == 0
                            ? new JobEvent.Fail(
                                    random.nextBoolean() ? 0 : epoch, TestedJob.FAILURE, 9_000)
                            : new JobEvent.Settled(
                                    generation(job, random),
                                    TestedJob.set(1),
                                    Map.of(),
                                    null,
                                    9_000);
        };
    }
}
