package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.task.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code steps} of a job. What a step does not say of its own job it has from the whole job;
 * whether the steps make a graph is checked by {@link GraphCheck}.
 */
final class StepsReader {
    /** What a step has from the whole job where it does not say otherwise. */
    private static final List<String> INHERITED =
            List.of(
                    "priority",
                    "queueTimeout",
                    "taskTimeout",
                    "retry",
                    "failurePolicy",
                    "requires",
                    "strategy",
                    "speculation",
                    "isolation",
                    "keepTaskResults",
                    "labels",
                    "metadata",
                    "resultTtl");

    private static final List<String> OF_A_TYPE =
            List.of("type", "parameters", "input", "open", "split", "aggregate", "command");
    private static final Set<String> OF_THE_JOB = Set.of("startAt", "steps", "open");

    private final RequestFields job;
    private final ObjectNode body;
    private final List<FieldError> errors;

    StepsReader(RequestFields job, ObjectNode body, List<FieldError> errors) {
        this.job = job;
        this.body = body;
        this.errors = errors;
    }

    /** Refuses what only the whole job may say; the name and what it waits for are read elsewhere. */
    static void refuseWhatIsTheJobs(RequestFields step) {
        for (String name : OF_THE_JOB) {
            if (step.find(name) != null) {
                step.error(name, "unsupported", "may not stand in a step, only in the whole job");
            }
        }
        // So that a slip of the keyboard is told from what is known.
        step.find("name");
        step.find("dependsOn");
    }

    List<StepRequest> read() {
        JsonNode value = job.find("steps");
        for (String name : OF_A_TYPE) {
            if (job.find(name) != null) {
                job.error(name, "choice", "may not stand beside steps; give it to a step");
            }
        }
        if (value == null || !value.isArray() || value.isEmpty()) {
            job.error("steps", "type", "must be an array of 1 to 100 steps");
            return List.of();
        }
        if (value.size() > JobGraph.MAX_STEPS) {
            String message =
                    "steps may be " + JobGraph.MAX_STEPS + ", are " + value.size() + "; make jobs";
            throw new GridException(
                    ErrorCode.TOO_LARGE,
                    message + " that depend on each other of the rest",
                    List.of(new FieldError("/steps", "range", message)));
        }
        List<StepRequest> steps = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode step) {
                steps.add(step(step, "steps/" + i));
            } else {
                errors.add(new FieldError("/steps/" + i, "type", "a step must be an object"));
            }
        }
        return steps;
    }

    private StepRequest step(ObjectNode object, String at) {
        RequestFields fields = job.inside(at, object);
        String name = fields.text("name");
        if (name == null || !GraphCheck.isName(name)) {
            fields.error("name", "format", GraphCheck.NAME_RULE);
        }
        if (object.hasNonNull("resultTtl")) {
            fields.error("resultTtl", "unsupported", "may not stand in a step, only in the job");
        }
        List<JobGraph.After> after = after(fields, at);
        String from = inputFrom(fields, object);
        ObjectNode own = object.deepCopy();
        own.remove(List.of("name", "dependsOn", "resultTtl"));
        if (from != null) {
            own.remove("input");
        }
        for (String inherited : INHERITED) {
            if (!object.hasNonNull(inherited) && body.hasNonNull(inherited)) {
                own.set(inherited, body.get(inherited));
            }
        }
        return new StepRequest(name == null ? "" : name, after, from, own(own, object, at));
    }

    /** What the step says of its own job; faults of what it has from the whole job are told there. */
    private JobRequest own(ObjectNode merged, ObjectNode given, String at) {
        List<FieldError> faults = new ArrayList<>();
        JobRequest read = JobRequestReader.step(merged, "/" + at, faults);
        for (FieldError fault : faults) {
            String field = fault.pointer().replaceFirst("^/steps/\\d+/?", "").split("/", 2)[0];
            if (!INHERITED.contains(field) || given.has(field)) {
                errors.add(fault);
            }
        }
        return read;
    }

    private List<JobGraph.After> after(RequestFields step, String at) {
        JsonNode value = step.find("dependsOn");
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > JobGraph.MAX_STEPS) {
            step.error("dependsOn", "type", "must be an array of at most 100 names of steps");
            return List.of();
        }
        List<JobGraph.After> all = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JobGraph.After after = after(value.get(i), at + "/dependsOn/" + i);
            if (after != null) {
                all.add(after);
            }
        }
        return all;
    }

    private JobGraph.@Nullable After after(JsonNode value, String at) {
        if (value.isTextual()) {
            return new JobGraph.After(value.textValue(), Dependency.On.SUCCESS);
        }
        if (!(value instanceof ObjectNode object)) {
            String message = "must be the name of a step, or an object with step and on";
            errors.add(new FieldError("/" + at, "type", message));
            return null;
        }
        RequestFields fields = job.inside(at, object);
        String name = fields.text("step");
        if (name == null) {
            fields.error("step", "required", "is missing: the name of another step");
            return null;
        }
        Dependency.On on = on(fields);
        fields.done();
        return new JobGraph.After(name, on);
    }

    private static Dependency.On on(RequestFields fields) {
        String on = fields.text("on");
        for (Dependency.On one : Dependency.On.values()) {
            if (on == null || one.name().toLowerCase(Locale.ROOT).equals(on)) {
                return on == null ? Dependency.On.SUCCESS : one;
            }
        }
        fields.error("on", "choice", "must be success, failure or always, is " + on);
        return Dependency.On.SUCCESS;
    }

    /** The step whose result is the input; null where the input is of another form, or none. */
    private @Nullable String inputFrom(RequestFields step, ObjectNode object) {
        if (!(object.get("input") instanceof ObjectNode input) || !input.has("step")) {
            return null;
        }
        RequestFields fields = step.inside("input", input);
        String from = fields.text("step");
        if (input.size() > 1) {
            step.error("input", "choice", "may name a step or hold data, not both");
        } else if (fields.find("step") == null) {
            fields.error("step", "type", "must be the name of another step");
        }
        return from == null ? "" : from;
    }
}
