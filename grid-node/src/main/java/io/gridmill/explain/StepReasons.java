package io.gridmill.explain;

import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRecord;
import io.gridmill.job.StepIds;
import io.gridmill.job.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why the steps of a job wait. Pure. */
final class StepReasons {
    private StepReasons() {}

    /** One reason with the steps that run and those that wait for them; none when none runs. */
    static List<Reason> of(JobRecord job, JobGraph graph) {
        List<Map<String, Object>> steps = new ArrayList<>();
        List<String> running = new ArrayList<>();
        for (int i = 0; i < job.steps().size(); i++) {
            StepRecord step = job.steps().get(i);
            JobGraph.Step asked = graph.steps().get(i);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("step", asked.name());
            one.put("state", step.state().name());
            if (step.state() == StepRecord.State.RUNNING) {
                running.add(asked.name());
                one.put("job", StepIds.of(job.id(), asked.name(), step.generation()));
                steps.add(one);
            } else if (step.state() == StepRecord.State.PENDING) {
                one.put("waitsFor", waitsFor(job, graph, asked));
                steps.add(one);
            }
        }
        if (running.isEmpty()) {
            return List.of();
        }
        String which = String.join(", ", running);
        return List.of(
                new Reason(
                        ReasonCode.WAITING_STEPS,
                        "Its steps that run have to end: " + which + "; ask for their jobs",
                        Map.of("steps", steps)));
    }

    private static List<String> waitsFor(JobRecord job, JobGraph graph, JobGraph.Step step) {
        return step.after().stream()
                .map(JobGraph.After::step)
                .filter(name -> !job.steps().get(graph.indexOf(name)).state().ended())
                .toList();
    }
}
