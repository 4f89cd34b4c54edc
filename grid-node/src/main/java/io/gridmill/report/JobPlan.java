package io.gridmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a submission would make, found out without making it.
 *
 * @param type task type; "steps" for a job made of steps
 * @param tasks number of tasks; null while it cannot be known
 * @param exact whether {@code tasks} is the number, or at least so many are
 * @param unknown why the number cannot be known yet; null where it is
 * @param blocks number of task blocks; null where it is not known
 * @param first the first tasks, at most ten
 * @param nodes names of the nodes that could run them now
 * @param dependsOn jobs, or steps, that must have ended before
 * @param steps of a job made of steps, in the order given; null for others
 */
public record JobPlan(
        String type,
        @Nullable Long tasks,
        boolean exact,
        @Nullable String unknown,
        @Nullable Integer blocks,
        List<Task> first,
        List<String> nodes,
        List<String> dependsOn,
        @Nullable List<Step> steps) {

    /**
     * A task.
     *
     * @param payload what it works on, as JSON; null where it has no such form
     * @param size bytes of its payload where it travels; null where it is computed from the number
     * @param dependsOn jobs or steps that must have ended before it may start
     */
    public record Task(
            long number,
            @Nullable JsonNode payload,
            @Nullable Integer size,
            List<String> dependsOn) {}

    /** A step and what it would make. */
    public record Step(String name, JobPlan plan) {}
}
