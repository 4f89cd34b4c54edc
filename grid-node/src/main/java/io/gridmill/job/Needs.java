package io.gridmill.job;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node must have to run a job's tasks ({@code requires}).
 *
 * @param labels for each key the values that a node's label may have; any one will do
 * @param resources amounts that each running task uses up, in thousandths ({@link Amounts})
 */
public record Needs(Map<String, List<String>> labels, Map<String, Long> resources) {
    /** Nothing but the task type. */
    public static final Needs NONE = new Needs(Map.of(), Map.of());

    public Needs {
        Map<String, List<String>> sorted = new TreeMap<>();
        labels.forEach((key, values) -> sorted.put(key, List.copyOf(values)));
        labels = Collections.unmodifiableMap(sorted);
        resources = Collections.unmodifiableMap(new TreeMap<>(resources));
    }

    /** Whether any node that knows the type will do. */
    public boolean none() {
        return labels.isEmpty() && resources.isEmpty();
    }
}
