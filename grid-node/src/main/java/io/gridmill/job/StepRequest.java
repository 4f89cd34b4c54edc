package io.gridmill.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a job as a user asks for it. In Java:
 *
 * <pre>{@code
 * JobRequest.ofSteps(
 *     StepRequest.of("count", JobRequest.of("word-count", none, new InputData.Blob(digest))),
 *     StepRequest.of("order", JobRequest.of("sort", none, InputData.none())).inputFrom("count"),
 *     StepRequest.of("tell", JobRequest.of("noop", none, InputData.none())).after("count", On.FAILURE));
 * }</pre>
 *
 * @param name lower case letters, digits and hyphens, a letter first, 1 to 64 characters; differs from
 *     those of the other steps
 * @param after what must have ended before
 * @param inputFrom the step whose result is the input; null where the input stands in {@code job}
 * @param job type, parameters and terms of the step; it has no steps and waits for no job. Its
 *     priority is that of the whole job where it is 0
 */
public record StepRequest(
        String name, List<JobGraph.After> after, @Nullable String inputFrom, JobRequest job) {
    /** Stands for the priority of the job that it is a step of. */
    public static final int PRIORITY_OF_THE_JOB = 0;

    public StepRequest {
        after = List.copyOf(after);
    }

    /** A step that waits for nothing. */
    public static StepRequest of(String name, JobRequest job) {
        return new StepRequest(name, List.of(), null, job);
    }

    /** A step with everything else as its job has it. */
    public static StepRequest of(String name, String type, ObjectNode parameters) {
        return of(
                name,
                JobRequest.of(type, parameters, InputData.none())
                        .with(JobRequestBuilder::priorityOfTheJob));
    }

    /** The same with a priority of its own, 1 to 10, 10 first. */
    public StepRequest priority(int own) {
        return new StepRequest(name, after, inputFrom, job.with(change -> change.priority(own)));
    }

    /** The same after other steps have succeeded too. */
    public StepRequest after(String... others) {
        StepRequest all = this;
        for (String other : others) {
            all = all.after(other, Dependency.On.SUCCESS);
        }
        return all;
    }

    /** The same after another step has ended in a way. */
    public StepRequest after(String other, Dependency.On on) {
        List<JobGraph.After> all = new ArrayList<>(after);
        all.add(new JobGraph.After(other, on));
        return new StepRequest(name, all, inputFrom, job);
    }

    /** The same with the result of another step as its input. */
    public StepRequest inputFrom(String other) {
        return new StepRequest(name, after, other, job);
    }
}
