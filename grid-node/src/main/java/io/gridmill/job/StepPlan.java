package io.gridmill.job;

import io.gridmill.job.StepRecord.State;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is next for a job made of steps. Pure, and the same whatever the order in which steps ended.
 *
 * <p>A step begins when all that it depends on has ended as it wants. It is skipped when one of them
 * ended otherwise: because of the failure where there was one, else as not needed. A step that was
 * skipped because of a failure counts as failed for {@code on: failure}. A failure is handled when a
 * step that waits for it, or for a step that was lost with it, succeeds; {@code on: always} cleans up
 * and handles nothing. What does not depend on a failed step goes on while anything is left that
 * waits for failures or for any end; otherwise a failure ends the job at once.
 *
 * @param moves steps that begin or are skipped, by number, as they are then
 * @param over whether every step has ended, with these moves
 * @param failure why the job fails now; null when it goes on or ends well
 */
public record StepPlan(Map<Integer, StepRecord> moves, boolean over, @Nullable JobFailure failure) {

    /** Decides at a time, milliseconds since the epoch, in a generation of the job. */
    public static StepPlan decide(
            JobGraph graph, List<StepRecord> steps, int generation, long now) {
        List<StepRecord> then = new ArrayList<>(steps);
        Map<Integer, StepRecord> moves = new TreeMap<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < then.size(); i++) {
                StepRecord next = next(graph, then, i, generation, now);
                if (next != null) {
                    then.set(i, next);
                    moves.put(i, next);
                    moved = true;
                }
            }
        }
        boolean over = then.stream().allMatch(step -> step.state().ended());
        int failed = unhandled(graph, then);
        boolean more = over || failed < 0 || cleaning(graph, then);
        if (!more) {
            return new StepPlan(Map.of(), false, failure(graph, then, failed));
        }
        return new StepPlan(moves, over, over && failed >= 0 ? failure(graph, then, failed) : null);
    }

    /** What a waiting step becomes; null while it waits on. */
    private static @Nullable StepRecord next(
            JobGraph graph, List<StepRecord> steps, int step, int generation, long now) {
        if (steps.get(step).state() != State.PENDING) {
            return null;
        }
        boolean needed = true;
        JobFailure failure = null;
        for (JobGraph.After edge : graph.steps().get(step).after()) {
            StepRecord before = steps.get(graph.indexOf(edge.step()));
            if (!before.state().ended()) {
                return null;
            }
            if (!met(edge.on(), before)) {
                needed = false;
                boolean lost = edge.on() == Dependency.On.SUCCESS && before.wentWrong();
                failure = failure == null && lost ? lost(edge.step(), before) : failure;
            }
        }
        return needed ? StepRecord.begun(generation, now) : StepRecord.skipped(failure, now);
    }

    private static boolean met(Dependency.On on, StepRecord before) {
        return switch (on) {
            case SUCCESS -> before.state() == State.SUCCEEDED;
            case FAILURE -> before.wentWrong();
            case ALWAYS -> true;
        };
    }

    private static JobFailure lost(String name, StepRecord before) {
        return new JobFailure(
                ErrorCode.DEPENDENCY_FAILED.code(),
                "Step " + name + ", which this step depends on, ended as " + before.state(),
                -1);
    }

    /** The first step that failed and that nothing handles or may still handle; -1 for none. */
    private static int unhandled(JobGraph graph, List<StepRecord> steps) {
        for (int i = 0; i < steps.size(); i++) {
            State state = steps.get(i).state();
            if ((state == State.FAILED || state == State.CANCELLED) && !handled(graph, steps, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean handled(JobGraph graph, List<StepRecord> steps, int failed) {
        BitSet lost = graph.lostWith(failed);
        for (int i = 0; i < steps.size(); i++) {
            State state = steps.get(i).state();
            boolean may = state == State.SUCCEEDED || !state.ended();
            if (may && graph.handles(i, lost)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a step that is there for failures, or for any end, is still to run. */
    private static boolean cleaning(JobGraph graph, List<StepRecord> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).state().ended() && graph.steps().get(i).cleansUp()) {
                return true;
            }
        }
        return false;
    }

    private static JobFailure failure(JobGraph graph, List<StepRecord> steps, int step) {
        StepRecord record = steps.get(step);
        String name = graph.steps().get(step).name();
        JobFailure why = record.failure();
        String what =
                record.state() == State.CANCELLED
                        ? "Step " + name + " was cancelled"
                        : "Step "
                                + name
                                + " failed"
                                + (why == null
                                        ? ""
                                        : ": " + why.message() + " [" + why.code() + "]");
        return new JobFailure(ErrorCode.STEP_FAILED.code(), what, -1);
    }

    /**
     * Numbers of the steps whose results are the job's: those that succeeded and whose success no
     * other step wanted, and of them those that are not there for failures or for any end, unless
     * there are no others. Where a failure was handled so that there is none at all, those whose
     * success no other step that succeeded has used.
     */
    public static List<Integer> results(JobGraph graph, List<StepRecord> steps) {
        List<Integer> last = last(graph, steps, s -> s.state() != State.SKIPPED || s.wentWrong());
        List<Integer> proper = last.stream().filter(i -> !graph.steps().get(i).cleansUp()).toList();
        if (!proper.isEmpty()) {
            return proper;
        }
        return last.isEmpty() ? last(graph, steps, s -> s.state() == State.SUCCEEDED) : last;
    }

    private static List<Integer> last(
            JobGraph graph, List<StepRecord> steps, Predicate<StepRecord> uses) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            boolean used = graph.needing(i).stream().map(steps::get).anyMatch(uses);
            if (steps.get(i).state() == State.SUCCEEDED && !used) {
                found.add(i);
            }
        }
        return found;
    }
}
