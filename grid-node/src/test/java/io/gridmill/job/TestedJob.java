package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.JobRecord.Change;
import java.time.Duration;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job to which events happen; each step is held to the rules of every job. */
final class TestedJob {
    static final TransitionTable TABLE = TransitionTable.of(JobLifecycle.class);
    static final JobFigures FIGURES = new JobFigures(new long[8], 0, 0, 0, 0, 0);
    static final JobFailure FAILURE = new JobFailure("task-failed", "boom", 3);

    private final Set<String> visited;
    private JobRecord job;

    /**
     * A job of 10 tasks in blocks of 4.
     *
     * @param visited where the edges it takes are noted
     */
    TestedJob(Set<String> visited) {
        this(visited, StartConditions.NONE);
    }

    /** The same with something to wait for. */
    TestedJob(Set<String> visited, StartConditions conditions) {
        this.visited = visited;
        this.job = JobLifecycle.accepted(spec("job-1", conditions), new BlockPlan(10, 4));
    }

    TestedJob() {
        this(new LinkedHashSet<>());
    }

    /** A job that bears failures. */
    TestedJob(Set<String> visited, FailurePolicy policy) {
        this.visited = visited;
        this.job =
                JobLifecycle.accepted(
                        spec("job-1", StartConditions.NONE, policy), new BlockPlan(10, 4));
    }

    static JobSpec spec(String id) {
        return spec(id, StartConditions.NONE);
    }

    static JobSpec spec(String id, StartConditions conditions) {
        return spec(id, conditions, new FailurePolicy.FailFast());
    }

    static JobSpec spec(String id, StartConditions conditions, FailurePolicy policy) {
        return new JobSpec(
                id,
                "noop",
                null,
                "{}",
                null,
                null,
                5,
                Placement.ANYWHERE,
                "user",
                1_000,
                "digest",
                conditions,
                60_000,
                300_000,
                new RetryRule(3, Duration.ofSeconds(1), 2.0, Duration.ofSeconds(10), List.of()),
                policy,
                3_600_000,
                false,
                false,
                Map.of(),
                Map.of());
    }

    JobRecord job() {
        return job;
    }

    JobState state() {
        return job.state();
    }

    long epoch() {
        return job.progress().epoch();
    }

    /** Whether the event changed anything. */
    boolean apply(JobEvent event) {
        JobRecord before = job;
        BitSet settledBefore = (BitSet) before.settled().clone();
        JobRecord after = JobLifecycle.apply(before, event);
        assertThat(before.settled()).as("the record before is immutable").isEqualTo(settledBefore);
        if (after == null) {
            return false;
        }
        boolean retried = event instanceof JobEvent.Retry;
        assertThat(before.state().ended()).as("left its end by %s", event).isEqualTo(retried);
        job = after;
        if (retried) {
            checkRetried(before, after);
            return true;
        }
        if (event instanceof JobEvent.BlocksLost && !after.progress().stopping()) {
            checkRebuilt(before, after);
            return true;
        }
        checkStep(before, after, event);
        return true;
    }

    /** Blocks that were lost open a generation as well, under another epoch. */
    private void checkRebuilt(JobRecord before, JobRecord after) {
        String edge = TransitionTable.pair(before.state(), after.state());
        assertThat(TABLE.pairs()).as("edges of the Javadoc").contains(edge);
        visited.add(edge);
        assertThat(after.progress().generation()).isEqualTo(before.progress().generation() + 1);
        assertThat(after.progress().version()).isEqualTo(before.progress().version() + 1);
        assertThat(after.progress().epoch()).isGreaterThan(before.progress().epoch());
        assertThat(after.settled().isEmpty()).isTrue();
        assertThat(after.progress().splitDone()).isFalse();
        checkHistory(before.history(), after.history());
    }

    /** A retry by hand opens a generation of which nothing is known yet. */
    private void checkRetried(JobRecord before, JobRecord after) {
        String edge = TransitionTable.pair(before.state(), after.state());
        assertThat(TABLE.pairs()).as("edges of the Javadoc").contains(edge);
        visited.add(edge);
        assertThat(before.retryable()).isTrue();
        assertThat(after.progress().generation()).isEqualTo(before.progress().generation() + 1);
        assertThat(after.progress().version()).isEqualTo(before.progress().version() + 1);
        assertThat(after.progress().epoch()).isEqualTo(before.progress().epoch());
        assertThat(after.progress().splitDone()).isEqualTo(before.progress().splitDone());
        assertThat(after.settled().isEmpty()).isTrue();
        assertThat(after.failed()).isEqualTo(FailedTasks.NONE);
        assertThat(after.failure()).isNull();
        assertThat(after.outcome()).isNull();
        assertThat(after.progress().stopping()).isFalse();
        assertThat(after.expires()).isEqualTo(Long.MAX_VALUE);
        checkHistory(before.history(), after.history());
    }

    private void checkStep(JobRecord before, JobRecord after, JobEvent event) {
        if (before.state() != after.state()) {
            String edge = TransitionTable.pair(before.state(), after.state());
            assertThat(TABLE.pairs()).as("edges of the Javadoc, by %s", event).contains(edge);
            visited.add(edge);
        }
        assertThat(after.progress().version()).isEqualTo(before.progress().version() + 1);
        assertThat(after.progress().epoch()).isGreaterThanOrEqualTo(before.progress().epoch());
        assertThat(after.progress().generation()).isEqualTo(before.progress().generation());
        BitSet forgotten = (BitSet) before.settled().clone();
        forgotten.andNot(after.settled());
        assertThat(forgotten.isEmpty()).as("settled blocks stay settled").isTrue();
        assertThat(before.progress().stopping() && !after.progress().stopping()).isFalse();
        assertThat(before.failure() == null || before.failure().equals(after.failure())).isTrue();
        assertThat(after.state().ended()).isEqualTo(after.outcome() != null);
        assertThat(after.state().ended()).isEqualTo(after.progress().ended() != 0);
        if (after.state().ended()) {
            assertThat(after.state() == JobState.FAILED).isEqualTo(after.failure() != null);
        }
        checkHistory(before.history(), after.history());
    }

    private static void checkHistory(List<Change> before, List<Change> after) {
        for (int i = 1; i < after.size(); i++) {
            assertThat(after.get(i).number()).isEqualTo(after.get(i - 1).number() + 1);
        }
        assertThat(after.getLast().number()).isGreaterThanOrEqualTo(before.getLast().number());
        assertThat(after.size()).isLessThanOrEqualTo(JobLifecycle.MAX_HISTORY);
        long kept = after.stream().filter(before::contains).count();
        long news = after.getLast().number() - before.getLast().number();
        assertThat(kept + news).isEqualTo(after.size());
    }

    boolean drive(String node) {
        return apply(new JobEvent.Drive(node, 2_000));
    }

    boolean splitStarted() {
        return apply(new JobEvent.SplitStarted(epoch(), 2_500));
    }

    boolean splitDone() {
        return apply(new JobEvent.SplitDone(epoch(), 10, 3_000));
    }

    boolean settle(@Nullable JobFailure failure, int... blocks) {
        Map<Integer, Integer> failed = failure == null ? Map.of() : Map.of(0, 1);
        return apply(
                new JobEvent.Settled(
                        job.progress().generation(), set(blocks), failed, failure, 4_000));
    }

    boolean cancel() {
        return apply(new JobEvent.Cancel("user", 5_000));
    }

    boolean fail() {
        return apply(new JobEvent.Fail(epoch(), FAILURE, 5_000));
    }

    boolean aggregate() {
        return apply(new JobEvent.AggregateStarted(epoch(), 6_000));
    }

    boolean done() {
        return apply(
                new JobEvent.AggregateDone(epoch(), DataRef.EMPTY, "text/plain", FIGURES, 7_000));
    }

    boolean stopped() {
        return apply(new JobEvent.Stopped(epoch(), FIGURES, 8_000));
    }

    boolean retry() {
        return apply(new JobEvent.Retry("user", job.progress().generation(), 9_000));
    }

    /** Brings a new job into a state that has not ended. */
    TestedJob into(JobState state) {
        switch (state) {
            case PENDING -> {}
            case SPLITTING -> drive("a");
            case RUNNING -> {
                into(JobState.SPLITTING);
                splitDone();
            }
            case AGGREGATING -> {
                into(JobState.RUNNING);
                settle(null, 0, 1, 2);
                aggregate();
            }
            case CANCELLING -> {
                into(JobState.RUNNING);
                cancel();
            }
            case SUCCEEDED, FAILED, CANCELLED -> throw new IllegalArgumentException("" + state);
        }
        assertThat(state()).isEqualTo(state);
        return this;
    }

    static BitSet set(int... blocks) {
        BitSet set = new BitSet();
        for (int block : blocks) {
            set.set(block);
        }
        return set;
    }
}
