package io.gridmill.node;

import io.gridmill.execute.SplitPreview;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.Dependency;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRequest;
import io.gridmill.report.JobPlan;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Checks a job as a submission does and says what it would make. Stores nothing. */
final class DryRun {
    private static final int FIRST = 10;

    private final Admission admission;
    private final GraphAdmission graphs;
    private final Function<InputData, JobInput> inputs;
    private final Submissions.NodesByType nodes;

    DryRun(
            Admission admission,
            GraphAdmission graphs,
            Function<InputData, JobInput> inputs,
            Submissions.NodesByType nodes) {
        this.admission = admission;
        this.graphs = graphs;
        this.inputs = inputs;
        this.nodes = nodes;
    }

    JobPlan plan(JobRequest request, int slots) {
        List<String> jobs =
                request.conditions().dependsOn().stream()
                        .map(dependency -> shown("job " + dependency.job(), dependency.on()))
                        .toList();
        if (!request.steps().isEmpty()) {
            return steps(request, jobs, slots);
        }
        TaskType<?, ?, ?> type = admission.type(request);
        admission.checkInput(type, request.input());
        return plan(type, request, jobs, slots);
    }

    private JobPlan steps(JobRequest request, List<String> jobs, int slots) {
        GraphAdmission.Checked checked = graphs.check(request);
        graphs.checkSplits(
                checked,
                checked.steps().stream()
                        .map(step -> inputs.apply(step.request().job().input()))
                        .toList(),
                slots);
        List<JobPlan.Step> steps = new ArrayList<>();
        for (GraphAdmission.Step step : checked.steps()) {
            List<String> after = new ArrayList<>();
            for (JobGraph.After edge : step.after()) {
                after.add(shown("step " + edge.step(), edge.on()));
            }
            String from = step.request().inputFrom();
            JobPlan plan =
                    from == null
                            ? plan(step.type(), step.request().job(), after, slots)
                            : later(step.request().job().type(), from, after);
            steps.add(new JobPlan.Step(step.request().name(), plan));
        }
        boolean known = steps.stream().allMatch(step -> step.plan().tasks() != null);
        long tasks =
                steps.stream()
                        .map(step -> step.plan().tasks())
                        .flatMapToLong(n -> n == null ? LongStream.empty() : LongStream.of(n))
                        .sum();
        boolean exact = known && steps.stream().allMatch(step -> step.plan().exact());
        return new JobPlan(
                JobGraph.TYPE, tasks, exact, null, null, List.of(), List.of(), jobs, steps);
    }

    private JobPlan later(String type, String from, List<String> after) {
        String why = "its input is the result of step " + from;
        return new JobPlan(
                type, null, false, why, null, List.of(), nodes.running(type), after, null);
    }

    private JobPlan plan(
            TaskType<?, ?, ?> type, JobRequest request, List<String> after, int slots) {
        List<String> running = nodes.running(request.type());
        BlockPlan blocks = admission.plan(type, request, inputs.apply(request.input()), slots);
        if (request.open()) {
            String why = "tasks are added to the open job";
            return new JobPlan(
                    request.type(), null, false, why, null, List.of(), running, after, null);
        }
        SplitPreview preview = preview(type, request);
        List<JobPlan.Task> first = new ArrayList<>();
        for (SplitPreview.Item item : preview.first()) {
            first.add(new JobPlan.Task(first.size(), item.json(), item.size(), after));
        }
        @Nullable Integer count =
                preview.exact() ? Integer.valueOf(blocks.blocks(preview.tasks())) : null;
        return new JobPlan(
                request.type(),
                preview.tasks(),
                preview.exact(),
                null,
                count,
                first,
                running,
                after,
                null);
    }

    private SplitPreview preview(TaskType<?, ?, ?> type, JobRequest request) {
        try {
            return SplitPreview.of(
                    type, request.parameters(), inputs.apply(request.input()), FIRST);
        } catch (IOException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE,
                    "The input cannot be read now: " + e.getMessage(),
                    List.of(),
                    e);
        }
    }

    private static String shown(String what, Dependency.On on) {
        return on == Dependency.On.SUCCESS
                ? what
                : what + " (on " + on.name().toLowerCase(Locale.ROOT) + ")";
    }
}
