package io.gridmill.engine;

import io.gridmill.claim.SchedulingRules;
import io.gridmill.health.HealthLimits;
import java.util.List;
import java.util.Map;

/**
 * What of a node can be changed while it runs.
 *
 * @param scheduling how work is shared out
 * @param health from when on it takes no new work
 * @param labels what jobs may require of it
 * @param types task types that it runs, all by name
 */
public record NodeRules(
        SchedulingRules scheduling,
        HealthLimits health,
        Map<String, String> labels,
        List<String> types) {
    public NodeRules {
        labels = Map.copyOf(labels);
        types = List.copyOf(types);
    }
}
