package io.gridmill.cli.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** The processes of a plan's other nodes. They end with this process, however it ends. */
public final class Fleet implements AutoCloseable {
    /** Longer than the nodes' own grace for running tasks. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final List<NodeProcess> processes;

    private Fleet(List<NodeProcess> processes) {
        this.processes = processes;
    }

    /**
     * Starts them and returns at once.
     *
     * @param first HOST:PORT of the first node's member
     * @param respawn whether a dead one is started again
     * @param err where their output goes, each line with the node's name before it
     */
    public static Fleet start(
            FleetPlan plan, String first, JavaCommand program, boolean respawn, PrintStream err) {
        List<NodeProcess> processes =
                plan.others().stream()
                        .map(
                                node ->
                                        new NodeProcess(
                                                node.name(),
                                                program.line(plan.arguments(node, first)),
                                                respawn,
                                                err))
                        .toList();
        processes.forEach(NodeProcess::start);
        return new Fleet(processes);
    }

    /** Kills one without a word, as a fault would. */
    public void kill(String name) {
        processes.stream().filter(node -> node.name().equals(name)).forEach(NodeProcess::kill);
    }

    /** Asks all to leave; returns at once. */
    public void stop() {
        processes.forEach(NodeProcess::stop);
    }

    /** Asks all to leave, waits twenty seconds, kills the rest. */
    @Override
    public void close() {
        stop();
        long deadline = System.nanoTime() + GRACE.toNanos();
        processes.forEach(node -> node.awaitEnd(deadline));
    }
}
