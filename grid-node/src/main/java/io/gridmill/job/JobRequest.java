package io.gridmill.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job as a user asks for it, already read from JSON and checked field by field; whether its type
 * exists and likes the parameters is checked at admission.
 *
 * @param type name of the task type
 * @param parameters its parameters; not changed afterwards
 * @param steps what it is made of in place of tasks; empty for a job of one type
 * @param priority 1 to 10, 10 first
 * @param strategy who takes its tasks first; null for the grid's default
 * @param needs what a node must have to run its tasks
 * @param speculation whether slow tasks may run twice; null for the grid's default
 * @param conditions what it waits for before it begins
 * @param timeout from the first task's start to the end of the job; null for none
 * @param taskTimeout for one attempt, from RUNNING; null for the node's {@code task.timeout}
 * @param retry null for the grid's default, of which it may change a part
 * @param failurePolicy how many failed tasks it bears
 * @param labels for search, at most 32
 * @param metadata free text for the user's own use, at most 32
 * @param resultTtl how long an ended job and its result are kept
 * @param open whether the job begins without tasks and takes them until it is closed; its type's
 *     splitter is not asked
 * @param keepTaskResults whether single results stay readable after they were aggregated; null lets
 *     the type decide (types that paint a picture keep them)
 */
public record JobRequest(
        String type,
        ObjectNode parameters,
        InputData input,
        List<StepRequest> steps,
        int priority,
        @Nullable Strategy strategy,
        Needs needs,
        @Nullable Speculation speculation,
        StartConditions conditions,
        @Nullable Duration timeout,
        @Nullable Duration taskTimeout,
        @Nullable RetryRequest retry,
        FailurePolicy failurePolicy,
        Map<String, String> labels,
        Map<String, String> metadata,
        Duration resultTtl,
        boolean open,
        @Nullable Boolean keepTaskResults) {
    /** Priority where none is given. */
    public static final int NORMAL_PRIORITY = 5;

    /** Time to live of a result where none is given. */
    public static final Duration DEFAULT_RESULT_TTL = Duration.ofHours(24);

    public JobRequest {
        steps = List.copyOf(steps);
        labels = Map.copyOf(labels);
        metadata = Map.copyOf(metadata);
    }

    /** A job of a type with everything else by default. */
    public static JobRequest of(String type, ObjectNode parameters, InputData input) {
        return new JobRequest(
                type,
                parameters,
                input,
                List.of(),
                NORMAL_PRIORITY,
                null,
                Needs.NONE,
                null,
                StartConditions.NONE,
                null,
                null,
                null,
                new FailurePolicy.FailFast(),
                Map.of(),
                Map.of(),
                DEFAULT_RESULT_TTL,
                false,
                null);
    }

    /**
     * A job made of steps with everything else by default. Names, cycles and the like are checked
     * when it is submitted.
     */
    public static JobRequest ofSteps(StepRequest... steps) {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return of(JobGraph.TYPE, none, InputData.none())
                .with(change -> change.steps(List.of(steps)));
    }

    /** The same job with some fields changed. */
    public JobRequest with(Consumer<JobRequestBuilder> change) {
        JobRequestBuilder builder = new JobRequestBuilder(this);
        change.accept(builder);
        return builder.build();
    }
}
