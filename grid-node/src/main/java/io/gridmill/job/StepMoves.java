package io.gridmill.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/** What moves make of the steps in a job's record; what was overtaken changes nothing. Pure. */
final class StepMoves {
    private StepMoves() {}

    /**
     * Moves steps.
     *
     * @param note told what happened, and to which step with the reason where there is one
     */
    static List<StepRecord> apply(
            JobRecord job, Map<Integer, StepRecord> moves, BiConsumer<String, String> note) {
        JobGraph graph = job.spec().graph();
        List<StepRecord> steps = new ArrayList<>(job.steps());
        if (graph == null) {
            return steps;
        }
        moves.forEach(
                (i, next) -> {
                    if (i < steps.size() && steps.get(i).mayBecome(next)) {
                        steps.set(i, next);
                        note.accept(what(next), detail(graph.steps().get(i).name(), next));
                    }
                });
        return steps;
    }

    private static String what(StepRecord step) {
        return step.state() == StepRecord.State.RUNNING
                ? "step started"
                : "step " + step.state().name().toLowerCase(Locale.ROOT);
    }

    private static String detail(String name, StepRecord step) {
        JobFailure failure = step.failure();
        if (failure != null) {
            return name + ": " + failure.message();
        }
        return step.state() == StepRecord.State.SKIPPED ? name + ": not needed" : name;
    }

    /** The steps of a job that has stopped: those that wait will not run. */
    static List<StepRecord> stopped(List<StepRecord> steps, long now) {
        return steps.stream()
                .map(
                        step ->
                                step.state() == StepRecord.State.PENDING
                                        ? StepRecord.skipped(null, now)
                                        : step)
                .toList();
    }
}
