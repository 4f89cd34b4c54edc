package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.task.FieldError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job from JSON as it stands on the wire. Every fault is collected, so that one answer
 * names all of them. What the wire knows and this version does not do is refused, never dropped:
 * a job that runs without its dependencies is worse than one that does not run.
 */
public final class JobRequestReader {
    /** Bytes of input that may come with the request; more is uploaded as a blob. */
    public static final int MAX_INLINE_INPUT = 4 << 20;

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Map<String, Integer> PRIORITIES =
            Map.of("low", 2, "normal", JobRequest.NORMAL_PRIORITY, "high", 8, "critical", 10);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_RUN = Duration.ofDays(30);
    static final Duration LONGEST_TTL = Duration.ofDays(365);
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);
    private static final int MAX_CODES = 32;
    private static final List<String> NOT_BUILT =
            List.of(
                    "command",
                    "arguments",
                    "environment",
                    "folder",
                    "installCheck",
                    "install",
                    "split",
                    "aggregate");

    private final RequestFields job;
    private final boolean step;

    private JobRequestReader(ObjectNode body, String pointer, List<FieldError> errors) {
        this.job = new RequestFields(body, pointer, errors);
        this.step = !pointer.isEmpty();
    }

    /** What a step says of its own job, at a place in the body; puts faults on the list. */
    static JobRequest step(ObjectNode fields, String pointer, List<FieldError> errors) {
        return new JobRequestReader(fields, pointer, errors).read(List.of());
    }

    /**
     * The job that a JSON tree describes.
     *
     * @throws GridException {@code bad-request} naming every bad field, or {@code too-large}
     */
    public static JobRequest read(@Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            FieldError error = new FieldError("", "type", "the body must be a JSON object");
            throw new GridException(
                    ErrorCode.BAD_REQUEST, "A job is a JSON object", List.of(error));
        }
        List<FieldError> errors = new ArrayList<>();
        JobRequestReader reader = new JobRequestReader(object, "", errors);
        List<StepRequest> steps = List.of();
        if (object.hasNonNull("steps")) {
            steps = new StepsReader(reader.job, object, errors).read();
        }
        JobRequest request = reader.read(steps);
        if (!errors.isEmpty()) {
            String fields = errors.size() == 1 ? "1 field is" : errors.size() + " fields are";
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    fields + " not acceptable: " + errors.getFirst().message(),
                    errors);
        }
        return request;
    }

    private JobRequest read(List<StepRequest> steps) {
        boolean graph = !step && job.find("steps") != null;
        String type = graph ? JobGraph.TYPE : type();
        ObjectNode parameters = job.object("parameters");
        InputData input = input();
        int priority = priority(job);
        PlacementReader placement = new PlacementReader(job);
        Strategy strategy = placement.strategy();
        Needs needs = placement.needs();
        Speculation speculation = SpeculationReader.read(job);
        StartConditions conditions = new ConditionsReader(job).read();
        Duration timeout = job.duration("timeout", SHORTEST, LONGEST_RUN);
        Duration taskTimeout = job.duration("taskTimeout", SHORTEST, LONGEST_RUN);
        RetryRequest retry = retry();
        FailurePolicy failurePolicy = FailurePolicyReader.read(job);
        Map<String, String> labels = job.texts("labels", 256);
        Map<String, String> metadata = job.texts("metadata", 1024);
        Duration resultTtl = job.duration("resultTtl", Duration.ofSeconds(1), LONGEST_TTL);
        Boolean open = job.flag("open");
        Boolean keepTaskResults = job.flag("keepTaskResults");
        refuseWhatIsNotBuilt();
        if (step) {
            StepsReader.refuseWhatIsTheJobs(job);
        }
        job.done();
        return new JobRequest(
                type,
                parameters == null ? JsonNodeFactory.instance.objectNode() : parameters,
                input,
                steps,
                priority,
                strategy,
                needs,
                speculation,
                conditions,
                timeout,
                taskTimeout,
                retry,
                failurePolicy,
                labels,
                metadata,
                Objects.requireNonNullElse(resultTtl, JobRequest.DEFAULT_RESULT_TTL),
                Boolean.TRUE.equals(open),
                keepTaskResults);
    }

    private String type() {
        if (job.find("type") == null) {
            job.error("type", "required", "is missing: the name of a task type");
            return "";
        }
        String type = job.text("type");
        if (type != null && !TYPE.matcher(type).matches()) {
            job.error(
                    "type",
                    "format",
                    "must be lower case letters, digits, hyphens and underscores");
        }
        return type == null ? "" : type;
    }

    private InputData input() {
        ObjectNode object = job.object("input");
        if (object == null) {
            return InputData.none();
        }
        RequestFields fields = job.inside("input", object);
        return new InputReader(job, fields, object).read();
    }

    /** A priority by its number or its name. */
    static int priority(RequestFields job) {
        JsonNode value = job.find("priority");
        if (value == null || !value.isTextual()) {
            return job.integer("priority", JobRequest.NORMAL_PRIORITY, 1, 10);
        }
        Integer named = PRIORITIES.get(value.textValue());
        if (named == null) {
            String is = RequestFields.shown(value);
            job.error(
                    "priority",
                    "choice",
                    "must be 1 to 10, low, normal, high or critical, is " + is);
            return JobRequest.NORMAL_PRIORITY;
        }
        return named;
    }

    private @Nullable RetryRequest retry() {
        ObjectNode object = job.object("retry");
        if (object == null) {
            return null;
        }
        RequestFields fields = job.inside("retry", object);
        Integer attempts =
                fields.find("maxAttempts") == null
                        ? null
                        : fields.integer("maxAttempts", 1, 1, 100);
        Duration first = fields.duration("initialDelay", Duration.ZERO, LONGEST_DELAY);
        Double multiplier =
                fields.find("multiplier") == null
                        ? null
                        : fields.decimal("multiplier", 1.0, 1.0, 10.0);
        Duration longest = fields.duration("maxDelay", Duration.ZERO, LONGEST_DELAY);
        List<String> on = codes(fields);
        fields.done();
        if (first != null && longest != null && longest.compareTo(first) < 0) {
            fields.error("maxDelay", "range", "must not be shorter than initialDelay");
        }
        return new RetryRequest(attempts, first, multiplier, longest, on);
    }

    /** Codes are open: a task type may fail with codes of its own. */
    private static List<String> codes(RequestFields fields) {
        JsonNode value = fields.find("on");
        if (value == null) {
            return List.of();
        }
        List<String> codes = new ArrayList<>();
        for (JsonNode code : value) {
            if (code.isTextual() && CODE.matcher(code.textValue()).matches()) {
                codes.add(code.textValue());
            }
        }
        if (!value.isArray() || codes.size() != value.size() || codes.size() > MAX_CODES) {
            fields.error("on", "type", "must be an array of at most 32 error codes");
            return List.of();
        }
        return codes;
    }

    private void refuseWhatIsNotBuilt() {
        job.only("isolation", "thread", List.of("process"));
        NOT_BUILT.forEach(job::unsupported);
    }
}
