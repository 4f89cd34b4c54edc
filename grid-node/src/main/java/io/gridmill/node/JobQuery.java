package io.gridmill.node;

import io.gridmill.job.JobState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list, newest first.
 *
 * @param labels all must match
 * @param cursor of the page before; null for the first page
 * @param limit 1 to 500
 */
public record JobQuery(
        @Nullable JobState state,
        @Nullable String type,
        Map<String, String> labels,
        @Nullable String cursor,
        int limit) {}
