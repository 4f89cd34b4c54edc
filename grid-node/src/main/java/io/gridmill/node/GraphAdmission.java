package io.gridmill.node;

import io.gridmill.job.BlockPlan;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GraphCheck;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobGraph;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobSpec;
import io.gridmill.job.StepOf;
import io.gridmill.job.StepRequest;
import io.gridmill.task.FieldError;
import io.gridmill.task.JobInput;
import io.gridmill.task.TaskType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks a job made of steps at the door and fills in what it leaves open. Stores nothing. */
final class GraphAdmission {
    /** The plan of a job that has steps in place of tasks. */
    static final BlockPlan NO_TASKS = new BlockPlan(BlockPlan.UNKNOWN, 1);

    private final Admission admission;

    GraphAdmission(Admission admission) {
        this.admission = admission;
    }

    /** A graph whose steps are known to fit together. */
    record Checked(List<Step> steps) {}

    /** A step with what it must wait for. */
    record Step(StepRequest request, TaskType<?, ?, ?> type, List<JobGraph.After> after) {}

    /**
     * Checks names, dependencies, types, inputs and parameters of all steps.
     *
     * @throws GridException naming every fault there is
     */
    Checked check(JobRequest request) {
        List<List<JobGraph.After>> after = GraphCheck.check(request.steps());
        List<Step> steps = new ArrayList<>();
        Faults faults = new Faults();
        for (int i = 0; i < request.steps().size(); i++) {
            StepRequest step = completed(request.steps().get(i), request);
            int number = i;
            TaskType<?, ?, ?> type = faults.noted(i, () -> admission.type(step.job()));
            if (type != null) {
                faults.noted(i, () -> admission.checkedParameters(type, step.job()));
                faults.noted(i, () -> checkInput(type, step));
                faults.noted(i, () -> admission.checkFailurePolicy(type, step.job()));
                steps.add(new Step(step, type, after.get(number)));
            }
        }
        faults.throwIfAny();
        return new Checked(steps);
    }

    private boolean checkInput(TaskType<?, ?, ?> type, StepRequest step) {
        boolean fromStep = step.inputFrom() != null;
        admission.checkInput(type, fromStep ? new InputData.Blob("") : step.job().input());
        return true;
    }

    /** With what it leaves open taken from the whole job. */
    private static StepRequest completed(StepRequest step, JobRequest whole) {
        JobRequest own = step.job();
        JobRequest full =
                own.with(
                        change -> {
                            change.resultTtl(whole.resultTtl());
                            if (own.priority() == StepRequest.PRIORITY_OF_THE_JOB) {
                                change.priority(whole.priority());
                            }
                            if (own.taskTimeout() == null) {
                                change.taskTimeout(whole.taskTimeout());
                            }
                            if (own.retry() == null) {
                                change.retryRequest(whole.retry());
                            }
                            if (own.keepTaskResults() == null) {
                                change.keepTaskResults(whole.keepTaskResults());
                            }
                            if (own.labels().isEmpty()) {
                                change.labels(whole.labels());
                            }
                            if (own.metadata().isEmpty()) {
                                change.metadata(whole.metadata());
                            }
                        });
        return new StepRequest(step.name(), step.after(), step.inputFrom(), full);
    }

    /** Refuses steps that cannot be divided as they stand; what waits for a result is seen later. */
    void checkSplits(Checked checked, List<JobInput> inputs, int slots) {
        Faults faults = new Faults();
        for (int i = 0; i < checked.steps.size(); i++) {
            Step step = checked.steps.get(i);
            JobInput input = inputs.get(i);
            if (step.request.inputFrom() == null) {
                faults.noted(i, () -> admission.plan(step.type, step.request.job(), input, slots));
            }
        }
        faults.throwIfAny();
    }

    /** The graph as it will be recorded. */
    JobGraph graph(Admission.Identity who, Checked checked, List<@Nullable DataRef> inputs) {
        List<JobGraph.Step> steps = new ArrayList<>();
        for (int i = 0; i < checked.steps.size(); i++) {
            Step step = checked.steps.get(i);
            StepRequest request = step.request;
            boolean picture = Submissions.paints(step.type, request.job());
            JobSpec spec =
                    admission.spec(
                            who,
                            new StepOf(who.id(), request.name()),
                            request.job(),
                            inputs.get(i),
                            picture);
            steps.add(new JobGraph.Step(request.name(), step.after, request.inputFrom(), spec));
        }
        return new JobGraph(steps);
    }

    /** The job with steps as it will be recorded. */
    JobSpec spec(Admission.Identity who, JobRequest request, JobGraph graph, String digest) {
        return admission.spec(who, null, request, null, false).ofSteps(graph, digest);
    }

    /** The same for the same request, whatever the order of its fields. */
    String digest(JobRequest request, List<@Nullable DataRef> inputs) {
        StringBuilder text = new StringBuilder(RequestDigest.of(request, null));
        for (int i = 0; i < request.steps().size(); i++) {
            StepRequest step = request.steps().get(i);
            text.append('\n').append(step.name()).append('\n').append(step.after());
            text.append('\n').append(step.inputFrom()).append('\n');
            text.append(RequestDigest.of(step.job(), inputs.get(i)));
        }
        return JobIds.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Faults of many steps, told at once. */
    private static final class Faults {
        private final List<FieldError> errors = new ArrayList<>();
        private @Nullable GridException first;

        private interface Check<T> {
            T run();
        }

        /** What a check gives; null after a fault, which is noted. */
        <T> @Nullable T noted(int step, Check<T> check) {
            try {
                return check.run();
            } catch (GridException e) {
                if (e.code() == ErrorCode.UNAVAILABLE) {
                    throw e;
                }
                // A request that cannot be read is told before one that cannot be met.
                if (first == null || e.code() == ErrorCode.BAD_REQUEST) {
                    first = e;
                }
                String at = "/steps/" + step;
                for (FieldError error : e.errors()) {
                    errors.add(new FieldError(at + error.pointer(), error.code(), error.message()));
                }
                if (e.errors().isEmpty()) {
                    errors.add(new FieldError(at, e.code().code(), text(e)));
                }
                return null;
            }
        }

        void throwIfAny() {
            if (first != null) {
                String message = errors.size() == 1 ? text(first) : summary();
                throw new GridException(first.code(), message, errors, first);
            }
        }

        private static String text(GridException e) {
            return Objects.requireNonNullElse(e.getMessage(), e.code().meaning());
        }

        private String summary() {
            return errors.size() + " faults in the steps: " + errors.getFirst().message();
        }
    }
}
