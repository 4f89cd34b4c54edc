package io.gridmill.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.explain.Queue.Ahead;
import io.gridmill.report.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of nodes before anything waits, and the reasons that came with placement. */
class ForecastTest {
    private static NodeFit node(String name, NodeState state, List<String> inUse, int busy) {
        String reason = state == NodeState.ONLINE ? null : "for a reason";
        return new NodeFit(name, state, reason, List.of(), inUse, 2, busy);
    }

    private static List<ReasonCode> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }

    @Test
    void oneNodeThatTakesWorkIsEnough() {
        NodeFit full = node("a", NodeState.ONLINE, List.of(), 2);
        NodeFit hot = node("b", NodeState.BUSY, List.of(), 0);
        assertThat(GridReasons.standing(List.of(full, hot))).isEmpty();
    }

    @Test
    void nodesThatAllTakeNothingAreNamedByTheirState() {
        NodeFit hot = node("a", NodeState.BUSY, List.of(), 0);
        NodeFit drained = node("b", NodeState.DRAINING, List.of(), 0);
        assertThat(codes(GridReasons.standing(List.of(hot, drained))))
                .containsExactly(ReasonCode.NODES_BUSY, ReasonCode.NODES_DRAINING);
        assertThat(codes(GridReasons.standing(List.of())))
                .containsExactly(ReasonCode.NO_CAPABLE_NODE);
    }

    @Test
    void whatIsRequiredAndInUseIsNamedWhereNoOtherNodeIsFree() {
        NodeFit used =
                node(
                        "a",
                        NodeState.ONLINE,
                        List.of("has 0 of gpu left beside what runs, a task needs 1"),
                        1);
        NodeFit full = node("b", NodeState.ONLINE, List.of(), 2);
        NodeFit free = node("c", NodeState.ONLINE, List.of(), 1);

        List<Reason> reasons = GridReasons.of(List.of(used, full), Queue.EMPTY);

        assertThat(codes(reasons)).containsExactly(ReasonCode.RESOURCES_IN_USE);
        assertThat(reasons.getFirst().message())
                .isEqualTo(
                        "What it requires is in use: a has 0 of gpu left beside what runs, a task"
                                + " needs 1");
        assertThat(codes(GridReasons.of(List.of(used, free), Queue.EMPTY)))
                .containsExactly(ReasonCode.ABOUT_TO_START);
    }

    @Test
    void jobsInFrontForTheirAgeAreToldApart() {
        Queue queue = new Queue(new Ahead(2, 9, List.of("u", "v"), 1), Ahead.NOTHING);
        NodeFit free = node("c", NodeState.ONLINE, List.of(), 1);
        assertThat(GridReasons.of(List.of(free), queue).getFirst().message())
                .isEqualTo(
                        "9 tasks of 2 jobs of higher priority wait in front of it (1 of them for"
                                + " having waited long)");
    }
}
