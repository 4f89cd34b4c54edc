package io.gridmill.report;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the node that somebody means. */
public final class NodeSelector {
    private NodeSelector() {}

    /**
     * The node of this id, else of this name, else the only one whose id or name begins so. A node
     * that is there comes before one that is gone.
     *
     * @throws GridException NO_SUCH_NODE with the known names, BAD_REQUEST where several fit
     */
    public static NodeStatus find(String wanted, List<NodeStatus> nodes) {
        List<NodeStatus> fit = nodes.stream().filter(n -> n.id().equals(wanted)).toList();
        if (fit.isEmpty()) {
            fit = presentFirst(nodes.stream().filter(n -> n.name().equals(wanted)).toList());
        }
        if (fit.isEmpty()) {
            fit = presentFirst(nodes.stream().filter(n -> begins(n, wanted)).toList());
        }
        if (fit.size() == 1) {
            return fit.getFirst();
        }
        if (fit.isEmpty()) {
            throw new GridException(
                    ErrorCode.NO_SUCH_NODE,
                    "No node has the id or name " + wanted + "; known are " + names(nodes));
        }
        String ids = fit.stream().map(NodeStatus::id).collect(Collectors.joining(", "));
        throw new GridException(
                ErrorCode.BAD_REQUEST,
                wanted + " fits several nodes: " + ids + "; give more of it");
    }

    private static boolean begins(NodeStatus node, String wanted) {
        return node.id().startsWith(wanted) || node.name().startsWith(wanted);
    }

    private static List<NodeStatus> presentFirst(List<NodeStatus> fit) {
        List<NodeStatus> present =
                fit.stream().filter(n -> n.state() != NodeState.OFFLINE).toList();
        return present.isEmpty() ? fit : present;
    }

    private static String names(List<NodeStatus> nodes) {
        return nodes.isEmpty()
                ? "none"
                : nodes.stream().map(NodeStatus::name).distinct().collect(Collectors.joining(", "));
    }
}
