package io.gridmill.node;

import io.gridmill.cluster.Engine;
import io.gridmill.engine.NodeCommand;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.report.NodeRole;
import io.gridmill.report.NodeState;
import io.gridmill.report.NodeStatus;
import io.gridmill.task.FieldError;
import java.util.List;
import java.util.function.Function;

/** Tells nodes what to do, once it is clear which is meant and that it can. Thread-safe. */
final class NodeCommands {
    private final Engine engine;
    private final GridOverview overview;

    NodeCommands(Engine engine, GridOverview overview) {
        this.engine = engine;
        this.overview = overview;
    }

    /** Sends a command that is made for the node; gives the node as it is then. */
    NodeStatus send(String wanted, Function<NodeStatus, NodeCommand> command) {
        NodeStatus node = overview.node(wanted);
        if (node.state() == NodeState.OFFLINE) {
            throw new GridException(
                    ErrorCode.NODE_OFFLINE,
                    "Node "
                            + node.name()
                            + " is OFFLINE since "
                            + node.since()
                            + ": it can be told"
                            + " nothing; start it again");
        }
        engine.command(node.id(), command.apply(node));
        return overview.node(node.id());
    }

    NodeStatus slots(String wanted, int count) {
        if (count < 0 || count > GridConfig.MOST_SLOTS) {
            String rule = "slots is " + count + "; a node may have 0 to " + GridConfig.MOST_SLOTS;
            throw new GridException(
                    ErrorCode.BAD_REQUEST, rule, List.of(new FieldError("/slots", "range", rule)));
        }
        return send(
                wanted,
                node -> {
                    if (count > 0 && node.role().equals(NodeRole.SCHEDULER.text())) {
                        throw new GridException(
                                ErrorCode.NODE_ROLE,
                                "Node "
                                        + node.name()
                                        + " is a scheduler and runs no tasks; start it with"
                                        + " --role hybrid for slots");
                    }
                    return new NodeCommand.Slots(count);
                });
    }
}
