package io.gridmill.job;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted job is, for good: every default is filled in, so that no node decides differently.
 *
 * @param type a task type's name; {@link JobGraph#TYPE} where there are steps
 * @param parent of which job it is a step; null where it stands alone
 * @param parameters JSON text
 * @param input null for none
 * @param graph its steps; null where it has tasks
 * @param placement where its tasks may run, and who takes them first
 * @param created milliseconds since the epoch by the grid's clock
 * @param requestDigest of what was submitted, to tell a repeated submission from another one
 * @param conditions what it waits for before it begins
 * @param timeoutMillis from the start of splitting; 0 for none
 * @param taskTimeoutMillis of one attempt
 * @param resultTtlMillis how long the job is kept after it ended
 * @param open whether tasks are added until somebody closes it
 * @param keepTaskResults whether single results stay after they were aggregated
 */
public record JobSpec(
        String id,
        String type,
        @Nullable StepOf parent,
        String parameters,
        @Nullable DataRef input,
        @Nullable JobGraph graph,
        int priority,
        Placement placement,
        String user,
        long created,
        String requestDigest,
        StartConditions conditions,
        long timeoutMillis,
        long taskTimeoutMillis,
        RetryRule retry,
        FailurePolicy failurePolicy,
        long resultTtlMillis,
        boolean open,
        boolean keepTaskResults,
        Map<String, String> labels,
        Map<String, String> metadata) {
    /** In place of the digest of a request that nobody knows any more: any request is the same. */
    public static final String LOST_DIGEST = "lost";

    public JobSpec {
        labels = Map.copyOf(labels);
        metadata = Map.copyOf(metadata);
    }

    /** Length of its parameters and those of its steps: what it needs of memory, unlike its input. */
    public long parameterBytes() {
        long ofSteps = 0;
        if (graph != null) {
            for (JobGraph.Step step : graph.steps()) {
                ofSteps += step.spec().parameters.length();
            }
        }
        return parameters.length() + ofSteps;
    }

    /** The same made of steps, with the digest of all that was submitted. */
    public JobSpec ofSteps(JobGraph of, String digest) {
        return with(
                draft -> {
                    draft.graph = of;
                    draft.requestDigest = digest;
                });
    }

    /** The job that carries a step, from the step's outline. */
    public JobSpec ofStep(String stepId, @Nullable DataRef stepInput, long now) {
        return with(
                draft -> {
                    draft.id = stepId;
                    draft.input = stepInput;
                    draft.created = now;
                });
    }

    /** The same with something changed. */
    JobSpec with(Consumer<JobSpecDraft> change) {
        JobSpecDraft draft = new JobSpecDraft(this);
        change.accept(draft);
        return draft.build();
    }
}
