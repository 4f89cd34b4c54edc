package io.gridmill.explain;

import io.gridmill.report.NodeState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Why tasks that could be claimed are not: the nodes, and what comes first. Pure. */
final class GridReasons {
    private static final int MOST_NODES = 50;

    private GridReasons() {}

    static List<Reason> of(List<NodeFit> nodes, Queue queue) {
        List<NodeFit> capable = nodes.stream().filter(NodeFit::capable).toList();
        if (capable.isEmpty()) {
            return List.of(noneCapable(nodes));
        }
        List<Reason> reasons = new ArrayList<>();
        List<NodeFit> online = in(capable, NodeState.ONLINE);
        used(online, reasons);
        int slots = online.stream().mapToInt(NodeFit::slots).sum();
        int busy = online.stream().mapToInt(NodeFit::busy).sum();
        if (slots > 0 && busy >= slots) {
            reasons.add(
                    new Reason(
                            ReasonCode.INSUFFICIENT_CAPACITY,
                            slots == 1
                                    ? "The only slot that could run it is busy"
                                    : "All " + slots + " slots that could run it are busy",
                            Map.of("slots", slots, "busy", busy)));
        }
        notTaking(capable, reasons);
        ahead(queue, reasons);
        if (reasons.isEmpty()) {
            reasons.add(
                    new Reason(
                            ReasonCode.ABOUT_TO_START,
                            "Nothing keeps it; a free slot is about to claim it",
                            Map.of("slots", slots, "busy", busy)));
        }
        return reasons;
    }

    /** Why no node would take it now, were it the only work; none where one would. */
    static List<Reason> standing(List<NodeFit> nodes) {
        List<NodeFit> capable = nodes.stream().filter(NodeFit::capable).toList();
        if (capable.isEmpty()) {
            return List.of(noneCapable(nodes));
        }
        List<Reason> reasons = new ArrayList<>();
        if (in(capable, NodeState.ONLINE).isEmpty()) {
            notTaking(capable, reasons);
        }
        return reasons;
    }

    /** Told where no node that takes work has both a free slot and what is required. */
    private static void used(List<NodeFit> online, List<Reason> reasons) {
        List<NodeFit> used = online.stream().filter(node -> !node.inUse().isEmpty()).toList();
        boolean free =
                online.stream()
                        .anyMatch(node -> node.inUse().isEmpty() && node.busy() < node.slots());
        if (used.isEmpty() || free) {
            return;
        }
        List<Map<String, Object>> told = new ArrayList<>();
        List<String> why = new ArrayList<>();
        for (NodeFit node : used.subList(0, Math.min(used.size(), MOST_NODES))) {
            told.add(Map.of("node", node.name(), "inUse", node.inUse()));
            why.add(node.name() + " " + String.join(" and ", node.inUse()));
        }
        String more = used.size() > 3 ? "; and " + (used.size() - 3) + " more nodes" : "";
        reasons.add(
                new Reason(
                        ReasonCode.RESOURCES_IN_USE,
                        "What it requires is in use: "
                                + String.join("; ", why.subList(0, Math.min(3, why.size())))
                                + more,
                        Map.of("nodes", told)));
    }

    private static void notTaking(List<NodeFit> capable, List<Reason> reasons) {
        notTaking(
                capable,
                NodeState.BUSY,
                ReasonCode.NODES_BUSY,
                "Could run it but take no new work now",
                reasons);
        notTaking(
                capable,
                NodeState.DRAINING,
                ReasonCode.NODES_DRAINING,
                "Could run it but are drained or leaving (gridmill resume NODE ends a drain)",
                reasons);
        notTaking(
                capable,
                NodeState.SUSPECT,
                ReasonCode.NODES_SUSPECT,
                "Could run it but have gone silent, and come back or are given up within seconds",
                reasons);
    }

    private static Reason noneCapable(List<NodeFit> nodes) {
        Map<String, List<String>> lacks = new LinkedHashMap<>();
        List<Map<String, Object>> told = new ArrayList<>();
        for (NodeFit node : nodes) {
            if (node.state() == NodeState.OFFLINE) {
                continue;
            }
            List<String> all = new ArrayList<>(node.lacks());
            if (node.slots() == 0) {
                all.add("no slots");
            }
            all.forEach(
                    lack -> lacks.computeIfAbsent(lack, _ -> new ArrayList<>()).add(node.name()));
            if (told.size() < MOST_NODES) {
                told.add(Map.of("node", node.name(), "lacks", all));
            }
        }
        List<String> sentences = new ArrayList<>();
        lacks.forEach((lack, names) -> sentences.add(lack + ": " + named(names)));
        String why = sentences.isEmpty() ? "the grid has no nodes" : String.join("; ", sentences);
        return new Reason(
                ReasonCode.NO_CAPABLE_NODE,
                "No node could run it (" + why + "); it starts when one joins that can",
                Map.of("nodes", told));
    }

    private static void notTaking(
            List<NodeFit> capable,
            NodeState state,
            ReasonCode code,
            String what,
            List<Reason> reasons) {
        List<NodeFit> found = in(capable, state);
        if (found.isEmpty()) {
            return;
        }
        List<Map<String, Object>> told = new ArrayList<>();
        StringBuilder why = new StringBuilder();
        for (NodeFit node : found.subList(0, Math.min(found.size(), MOST_NODES))) {
            String reason = node.reason() == null ? "" : node.reason();
            told.add(Map.of("node", node.name(), "reason", reason));
            if (!reason.isEmpty() && told.size() <= 3) {
                why.append(why.isEmpty() ? " (" : "; ").append(reason);
            }
        }
        why.append(why.isEmpty() ? "" : ")");
        reasons.add(
                new Reason(
                        code,
                        what + ": " + named(found.stream().map(NodeFit::name).toList()) + why,
                        Map.of("nodes", told)));
    }

    private static void ahead(Queue queue, List<Reason> reasons) {
        if (queue.urgent().jobs() > 0) {
            reasons.add(
                    reason(
                            ReasonCode.BEHIND_HIGHER_PRIORITY,
                            queue.urgent(),
                            "of higher priority",
                            "for having waited long"));
        }
        if (queue.earlier().jobs() > 0) {
            reasons.add(
                    reason(
                            ReasonCode.BEHIND_EARLIER_JOBS,
                            queue.earlier(),
                            "as urgent",
                            "for having waited long, or because their users have had less"));
        }
    }

    private static Reason reason(ReasonCode code, Queue.Ahead ahead, String how, String why) {
        String tasks = ahead.tasks() == 1 ? "1 task" : ahead.tasks() + " tasks";
        String jobs = ahead.jobs() == 1 ? "1 job" : ahead.jobs() + " jobs";
        return new Reason(
                code,
                tasks
                        + " of "
                        + jobs
                        + " "
                        + how
                        + (ahead.tasks() == 1 ? " waits" : " wait")
                        + " in front of it"
                        + (ahead.waited() > 0
                                ? " (" + ahead.waited() + " of them " + why + ")"
                                : ""),
                Map.of(
                        "jobs",
                        ahead.jobs(),
                        "tasks",
                        ahead.tasks(),
                        "first",
                        ahead.first(),
                        "waited",
                        ahead.waited()));
    }

    private static List<NodeFit> in(List<NodeFit> nodes, NodeState state) {
        Predicate<NodeFit> there = node -> node.state() == state;
        return nodes.stream().filter(there).toList();
    }

    /** The names, or how many where they are many. */
    private static String named(List<String> names) {
        return names.size() <= 5
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
    }
}
