package io.gridmill.claim;

import java.util.List;
import java.util.Map;

/**
 * A node as everybody sees it: what it said last, and whether it is heard of.
 *
 * @param id of the node
 * @param fitness whether it takes work
 * @param keepsData whether it owns blocks; a worker does not
 * @param runsTasks whether its role is to run tasks
 * @param slots tasks it runs at once
 * @param labels what its owner calls it
 * @param types task types that it runs
 * @param resources amounts it has in all, in thousandths
 * @param used amounts that running tasks use up there, in thousandths
 */
public record NodeView(
        String id,
        Fitness fitness,
        boolean keepsData,
        boolean runsTasks,
        int slots,
        Map<String, String> labels,
        List<String> types,
        Map<String, Long> resources,
        Map<String, Long> used) {
    public NodeView {
        labels = Map.copyOf(labels);
        types = List.copyOf(types);
        resources = Map.copyOf(resources);
        used = Map.copyOf(used);
    }

    /** Whether a node takes work. */
    public enum Fitness {
        /** It does. */
        ONLINE,
        /** Not now, for the sake of others on its machine. */
        BUSY,
        /** Not any more until it is resumed, or it leaves. */
        DRAINING,
        /** It is silent. */
        SUSPECT
    }

    /** What of a resource no running task uses, in thousandths. */
    public long free(String resource) {
        return resources.getOrDefault(resource, 0L) - used.getOrDefault(resource, 0L);
    }
}
