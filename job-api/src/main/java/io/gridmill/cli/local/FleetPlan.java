package io.gridmill.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The nodes of one machine that form a cluster: the first in this process, the others in processes
 * of their own. They join the first, which lives as long as any of them, and each takes a port that
 * it finds free, so that any of them can come back whoever has taken its port meanwhile.
 *
 * @param clusterName only members of this name join
 * @param backups copies of every record beside the first
 * @param nodes the first is of this process
 * @param options arguments that all nodes in processes of their own are started with
 */
public record FleetPlan(String clusterName, int backups, List<Member> nodes, List<String> options) {
    /**
     * One node.
     *
     * @param number 0 for the first
     * @param data its own directory
     */
    public record Member(String name, int number, int slots, Path data) {}

    public FleetPlan {
        nodes = List.copyOf(nodes);
        options = List.copyOf(options);
    }

    /** A name that nobody else has, so that nothing joins by surprise. */
    public static String freshName() {
        return "gridmill-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /**
     * A plan.
     *
     * @param slots of all nodes together; each has one at least
     * @param count of nodes
     * @param data each node has a directory of its own in it
     */
    public static FleetPlan of(String clusterName, int backups, int slots, int count, Path data) {
        List<Member> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "node-" + (i + 1);
            nodes.add(new Member(name, i, share(slots, count, i), data.resolve(name)));
        }
        return new FleetPlan(clusterName, backups, nodes, List.of());
    }

    private static int share(int slots, int count, int i) {
        return Math.max(1, slots / count + (i < slots % count ? 1 : 0));
    }

    /** The same with names that begin so; the directories stay as they are. */
    public FleetPlan called(String name) {
        return withNodes(
                nodes.stream()
                        .map(
                                node ->
                                        new Member(
                                                name + "-" + (node.number() + 1),
                                                node.number(),
                                                node.slots(),
                                                node.data()))
                        .toList());
    }

    private FleetPlan withNodes(List<Member> changed) {
        return new FleetPlan(clusterName, backups, changed, options);
    }

    /** The same with further arguments for the nodes in processes of their own. */
    public FleetPlan withOptions(List<String> more) {
        return new FleetPlan(clusterName, backups, nodes, more);
    }

    /** The same with a first node that runs nothing; the others share the slots. */
    public FleetPlan firstWithoutSlots(int slots) {
        List<Member> changed = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Member node = nodes.get(i);
            int count = i == 0 ? 0 : share(slots, nodes.size() - 1, i - 1);
            changed.add(new Member(node.name(), i, count, node.data()));
        }
        return withNodes(changed);
    }

    /** The node of this process. */
    public Member first() {
        return nodes.getFirst();
    }

    /** The nodes in processes of their own. */
    public List<Member> others() {
        return nodes.subList(1, nodes.size());
    }

    /**
     * The arguments with which the command starts a node of this plan.
     *
     * @param first HOST:PORT of the first node's member
     */
    public List<String> arguments(Member node, String first) {
        int port = Integer.parseInt(first.substring(first.lastIndexOf(':') + 1)) + node.number();
        List<String> arguments = new ArrayList<>(List.of("node", "--parent-watch"));
        arguments.addAll(List.of("--name", node.name()));
        arguments.addAll(List.of("--port", Integer.toString(port)));
        arguments.addAll(List.of("--ports", Integer.toString(MemberPorts.MANY)));
        arguments.addAll(List.of("--slots", Integer.toString(node.slots())));
        arguments.addAll(List.of("--data", node.data().toAbsolutePath().toString()));
        arguments.addAll(List.of("--cluster-name", clusterName));
        arguments.addAll(List.of("--backups", Integer.toString(backups)));
        arguments.addAll(List.of("--join", first));
        arguments.addAll(options);
        return arguments;
    }
}
