package io.gridmill.report;

import io.gridmill.job.Amounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What kind of node it is, as its owner chose at its start.
 *
 * @param role {@code node.role}
 * @param labels {@code node.labels}: up to 64, keys of 1 to 63 letters, digits, '.', '_', '-' and
 *     '/', values of up to 255 characters
 * @param types {@code node.taskTypes}: task types that it runs; empty for all it knows
 * @param resources {@code node.resources}: amounts that tasks may use up here, in thousandths, up to
 *     32; without {@code cpu} it has as many as slots, without {@code memory} that of its machine
 */
public record NodeProfile(
        NodeRole role,
        Map<String, String> labels,
        List<String> types,
        Map<String, Long> resources) {
    private static final int MOST_LABELS = 64;
    private static final int MOST_RESOURCES = 32;
    private static final int LONGEST_VALUE = 255;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

    public NodeProfile {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        types = List.copyOf(types);
        resources = Collections.unmodifiableMap(new TreeMap<>(resources));
        if (labels.size() > MOST_LABELS) {
            throw new IllegalArgumentException(
                    "node.labels has " + labels.size() + " labels; a node may have " + MOST_LABELS);
        }
        labels.forEach(NodeProfile::check);
        if (resources.size() > MOST_RESOURCES) {
            throw new IllegalArgumentException(
                    "node.resources has "
                            + resources.size()
                            + " resources; a node may have "
                            + MOST_RESOURCES);
        }
        resources.forEach(NodeProfile::check);
    }

    /** Without resources of its own. */
    public NodeProfile(NodeRole role, Map<String, String> labels, List<String> types) {
        this(role, labels, types, Map.of());
    }

    private static void check(String resource, long amount) {
        if (!Amounts.isName(resource) || amount < 0 || amount > Amounts.MAX) {
            throw new IllegalArgumentException(
                    "node.resources: '"
                            + resource
                            + "' must be called by lower case letters, digits, '.', '_' and '-', at"
                            + " most 32, and be an amount such as 2 or 64GiB");
        }
    }

    private static void check(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "node.labels: the key '"
                            + key
                            + "' must have 1 to 63 letters, digits, '.', '_', '-' and '/', the"
                            + " first a letter or digit");
        }
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException(
                    "node.labels: the value of "
                            + key
                            + " has "
                            + value.length()
                            + " characters; "
                            + LONGEST_VALUE
                            + " are allowed");
        }
    }

    /** Hybrid, without labels, for all task types. */
    public static NodeProfile defaults() {
        return new NodeProfile(NodeRole.HYBRID, Map.of(), List.of());
    }

    public NodeProfile withRole(NodeRole other) {
        return new NodeProfile(other, labels, types, resources);
    }

    /** With these resources where it names none of that name. */
    public NodeProfile withMachine(Map<String, Long> known) {
        Map<String, Long> all = new TreeMap<>(known);
        all.putAll(resources);
        return new NodeProfile(role, labels, types, all);
    }

    /** With other labels and types. */
    public NodeProfile with(Map<String, String> otherLabels, List<String> otherTypes) {
        return new NodeProfile(role, otherLabels, otherTypes, resources);
    }

    /** With one more type. */
    public NodeProfile withType(String type) {
        List<String> more = new ArrayList<>(types);
        more.add(type);
        return new NodeProfile(role, labels, more, resources);
    }

    /** With the types it was restricted to, else with all these, which it knows. */
    public NodeProfile withKnownTypes(List<String> known) {
        return types.isEmpty() ? new NodeProfile(role, labels, known, resources) : this;
    }
}
