package io.gridmill.explain;

import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of a job that was just accepted why it will wait, as far as that is known at once. Pure. */
public final class Forecast {
    private Forecast() {}

    /**
     * What of a job needs nodes of one kind.
     *
     * @param steps names of the steps that it is; empty where the job has no steps
     * @param nodes all nodes, seen from it
     */
    public record Part(List<String> steps, List<NodeFit> nodes) {
        public Part {
            steps = List.copyOf(steps);
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * The reasons; none where nothing is known to be in the way.
     *
     * @param dependencies state of each job that it depends on
     * @param now milliseconds since the epoch, the grid's clock
     */
    public static List<Reason> of(
            JobRecord job,
            Map<String, @Nullable JobState> dependencies,
            List<Part> parts,
            long now) {
        List<Reason> reasons = new ArrayList<>();
        switch (job.state()) {
            case PENDING -> reasons.addAll(JobExplainer.conditions(job, dependencies, now));
            case SPLITTING, RUNNING -> {}
            case AGGREGATING, CANCELLING, SUCCEEDED, FAILED, CANCELLED -> {
                return List.of();
            }
        }
        if (job.takesTasks() && job.progress().tasks() == 0) {
            reasons.add(JobExplainer.waitingForTasks(job));
        }
        for (Part part : parts) {
            for (Reason reason : GridReasons.standing(part.nodes)) {
                reasons.add(part.steps.isEmpty() ? reason : of(part.steps, reason));
            }
        }
        return reasons;
    }

    private static Reason of(List<String> steps, Reason reason) {
        Map<String, Object> data = new LinkedHashMap<>(reason.data());
        data.put("steps", steps);
        String which = (steps.size() == 1 ? "Step " : "Steps ") + String.join(", ", steps);
        return new Reason(reason.code(), which + ": " + reason.message(), data);
    }
}
