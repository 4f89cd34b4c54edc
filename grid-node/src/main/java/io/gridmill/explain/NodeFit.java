package io.gridmill.explain;

import io.gridmill.report.NodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node, seen from a job that waits.
 *
 * @param lacks what the node lacks to run the job, each in a few words; empty when it could
 * @param inUse what of its resources running tasks use up, each in a few words; empty when it has
 *     enough left
 * @param reason why the node is not ONLINE; null when it is
 * @param slots tasks it runs at once
 * @param busy slots that run one
 */
public record NodeFit(
        String name,
        NodeState state,
        @Nullable String reason,
        List<String> lacks,
        List<String> inUse,
        int slots,
        int busy) {
    public NodeFit {
        lacks = List.copyOf(lacks);
        inUse = List.copyOf(inUse);
    }

    /** Whether it could run the job if it were free and well. */
    boolean capable() {
        return lacks.isEmpty() && slots > 0 && state != NodeState.OFFLINE;
    }
}
