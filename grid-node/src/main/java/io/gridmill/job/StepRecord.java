package io.gridmill.job;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a step of a job stands, as the job's record has it. Times are milliseconds since the epoch, 0
 * for not yet.
 *
 * @param generation of its job in which it was begun, which is part of its own job's id; 0 for not
 *     begun
 * @param failure why it failed, or which failure kept it from running
 * @param figures over its tasks, once it ended
 */
public record StepRecord(
        State state,
        int generation,
        long started,
        long ended,
        @Nullable JobFailure failure,
        @Nullable JobFigures figures) {
    /** Not begun. */
    public static final StepRecord WAITING = new StepRecord(State.PENDING, 0, 0, 0, null, null);

    private static final Comparator<StepRecord> BY_PROGRESS =
            Comparator.comparing((StepRecord step) -> step.state.ended())
                    .thenComparing(step -> step.state == State.SUCCEEDED)
                    .thenComparing(StepRecord::state)
                    .thenComparingInt(StepRecord::generation)
                    .thenComparingLong(StepRecord::started)
                    .thenComparingLong(StepRecord::ended)
                    .thenComparing(step -> String.valueOf(step.failure));

    /** Where a step stands. */
    public enum State {
        /** Waits for other steps. */
        PENDING,
        /** A job carries it. */
        RUNNING,
        /** Ended: its result is there. */
        SUCCEEDED,
        /** Ended: its job failed. */
        FAILED,
        /** Ended: its job was cancelled. */
        CANCELLED,
        /** Ended: it did not run, and will not. */
        SKIPPED;

        /** Whether nothing changes any more within this generation. */
        public boolean ended() {
            return this != PENDING && this != RUNNING;
        }
    }

    /** Steps of a new job. */
    public static List<StepRecord> waiting(@Nullable JobGraph graph) {
        return graph == null ? List.of() : Collections.nCopies(graph.steps().size(), WAITING);
    }

    /** The steps of a job that is tried again: what succeeded stays, all else waits. */
    public static List<StepRecord> again(List<StepRecord> steps) {
        return steps.stream()
                .map(step -> step.state() == State.SUCCEEDED ? step : WAITING)
                .toList();
    }

    /** Begun in a generation of its job. */
    public static StepRecord begun(int generation, long now) {
        return new StepRecord(State.RUNNING, generation, now, 0, null, null);
    }

    /** Not to be run; with the failure that keeps it from running, null when it is not needed. */
    public static StepRecord skipped(@Nullable JobFailure because, long now) {
        return new StepRecord(State.SKIPPED, 0, 0, now, because, null);
    }

    /** Ended without ever having had a job. */
    public StepRecord neverMade(long now) {
        return new StepRecord(State.CANCELLED, generation, started, now, null, null);
    }

    /** Ended as the job that carries it, which has ended. */
    public StepRecord ended(JobRecord job) {
        State end =
                switch (job.state()) {
                    case SUCCEEDED -> State.SUCCEEDED;
                    case FAILED -> State.FAILED;
                    case CANCELLED -> State.CANCELLED;
                    case PENDING, SPLITTING, RUNNING, AGGREGATING, CANCELLING ->
                            throw new IllegalArgumentException(job.id() + " is " + job.state());
                };
        JobRecord.Outcome outcome = job.outcome();
        return new StepRecord(
                end,
                generation,
                started,
                job.progress().ended(),
                job.failure(),
                outcome == null ? null : outcome.figures());
    }

    /** Whether it ended otherwise than well, or was kept from running by such an end. */
    public boolean wentWrong() {
        return state == State.FAILED
                || state == State.CANCELLED
                || (state == State.SKIPPED && failure != null);
    }

    /** Whether a step may go from here to there. */
    boolean mayBecome(StepRecord next) {
        return switch (state) {
            case PENDING -> next.state == State.RUNNING || next.state == State.SKIPPED;
            case RUNNING -> next.state.ended() && next.state != State.SKIPPED;
            case SUCCEEDED, FAILED, CANCELLED, SKIPPED -> false;
        };
    }

    /** Of two copies of a step the one that is further; of two ends the one that succeeded. */
    StepRecord further(StepRecord other) {
        return BY_PROGRESS.compare(this, other) >= 0 ? this : other;
    }
}
