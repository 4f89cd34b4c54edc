package io.gridmill.node;

import io.gridmill.job.JobState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list, newest first.
 *
 * @param labels all must match
 * @param parent id of the job whose steps' jobs are wanted; null for jobs that are no steps
 * @param cursor of the page before; null for the first page
 * @param limit 1 to 500
 */
public record JobQuery(
        @Nullable JobState state,
        @Nullable String type,
        Map<String, String> labels,
        @Nullable String parent,
        @Nullable String cursor,
        int limit) {

    /** Jobs that are no steps of others. */
    public JobQuery(
            @Nullable JobState state,
            @Nullable String type,
            Map<String, String> labels,
            @Nullable String cursor,
            int limit) {
        this(state, type, labels, null, cursor, limit);
    }
}
