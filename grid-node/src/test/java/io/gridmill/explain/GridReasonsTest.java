package io.gridmill.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.explain.Queue.Ahead;
import io.gridmill.report.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GridReasonsTest {
    private static final NodeFit FREE = node("free", NodeState.ONLINE, null, List.of(), 2, 1);
    private static final NodeFit FULL = node("full", NodeState.ONLINE, null, List.of(), 2, 2);
    private static final NodeFit BUSY =
            node("hot", NodeState.BUSY, "Others use 90 % of the processor", List.of(), 2, 0);
    private static final NodeFit DRAINED =
            node("drained", NodeState.DRAINING, "It was drained by ann", List.of(), 2, 0);
    private static final NodeFit SILENT =
            node("silent", NodeState.SUSPECT, "Nothing was heard of it", List.of(), 2, 0);
    private static final NodeFit GONE = node("gone", NodeState.OFFLINE, "It left", List.of(), 2, 0);
    private static final NodeFit OTHER =
            node("other", NodeState.ONLINE, null, List.of("no label zone=a"), 2, 0);
    private static final NodeFit SCHEDULER =
            node("scheduler", NodeState.ONLINE, null, List.of(), 0, 0);

    private static NodeFit node(
            String name,
            NodeState state,
            @Nullable String reason,
            List<String> lacks,
            int slots,
            int busy) {
        return new NodeFit(name, state, reason, lacks, List.of(), slots, busy);
    }

    private static List<ReasonCode> codes(List<NodeFit> nodes, Queue queue) {
        return GridReasons.of(nodes, queue).stream().map(Reason::code).toList();
    }

    @Test
    void aFreeSlotAndNothingInFrontMeansThatItIsAboutToStart() {
        assertThat(codes(List.of(FREE, OTHER), Queue.EMPTY))
                .containsExactly(ReasonCode.ABOUT_TO_START);
    }

    @Test
    void allReasonsThatApplyAreTold() {
        Queue queue = new Queue(new Ahead(1, 30, List.of("u")), new Ahead(2, 9, List.of("e", "f")));

        List<Reason> reasons =
                GridReasons.of(List.of(FULL, BUSY, DRAINED, SILENT, GONE, OTHER), queue);

        assertThat(reasons)
                .extracting(Reason::code)
                .containsExactly(
                        ReasonCode.INSUFFICIENT_CAPACITY,
                        ReasonCode.NODES_BUSY,
                        ReasonCode.NODES_DRAINING,
                        ReasonCode.NODES_SUSPECT,
                        ReasonCode.BEHIND_HIGHER_PRIORITY,
                        ReasonCode.BEHIND_EARLIER_JOBS);
        assertThat(reasons.get(0).data()).containsEntry("slots", 2).containsEntry("busy", 2);
        assertThat(reasons.get(1).message())
                .isEqualTo(
                        "Could run it but take no new work now: hot (Others use 90 % of the processor)");
        assertThat(reasons.get(4).message())
                .isEqualTo("30 tasks of 1 job of higher priority wait in front of it");
        assertThat(reasons.get(5).data())
                .containsAllEntriesOf(Map.of("jobs", 2, "tasks", 9L, "first", List.of("e", "f")));
    }

    @Test
    void whatNoNodeCanRunNamesWhatEachLacksAndNothingElse() {
        Queue queue = new Queue(new Ahead(1, 30, List.of("u")), Ahead.NOTHING);

        List<Reason> reasons = GridReasons.of(List.of(OTHER, SCHEDULER, GONE), queue);

        assertThat(reasons).hasSize(1);
        assertThat(reasons.getFirst().code()).isEqualTo(ReasonCode.NO_CAPABLE_NODE);
        assertThat(reasons.getFirst().message())
                .contains("no label zone=a: other")
                .contains("no slots: scheduler")
                .doesNotContain("gone");
        assertThat(GridReasons.of(List.of(), Queue.EMPTY).getFirst().message())
                .contains("the grid has no nodes");
    }

    @Test
    void manyNodesAreCountedRatherThanNamed() {
        List<NodeFit> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(node("n" + i, NodeState.ONLINE, null, List.of("no gpu"), 2, 0));
        }

        Reason reason = GridReasons.of(many, Queue.EMPTY).getFirst();

        assertThat(reason.message()).contains("no gpu: n0, n1, n2 and 197 more");
        assertThat((List<?>) reason.data().get("nodes")).hasSize(50);
    }
}
