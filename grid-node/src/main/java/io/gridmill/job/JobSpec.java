package io.gridmill.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an accepted job is, for good: every default is filled in, so that no node decides differently.
 *
 * @param parameters JSON text
 * @param input null for none
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
        String parameters,
        @Nullable DataRef input,
        int priority,
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
    public JobSpec {
        labels = Map.copyOf(labels);
        metadata = Map.copyOf(metadata);
    }
}
