package io.gridmill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.report.NodeCondition.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeConditionTest {
    private final NodeCondition online = NodeCondition.online(10);

    @Test
    void aReasonMakesANodeBusyUntilItIsGone() {
        NodeCondition busy = online.next(new Facts(false, "", List.of("others work", "x")), 20);
        assertThat(busy).isEqualTo(new NodeCondition(NodeState.BUSY, "Others work. X", 20));
        assertThat(busy.takesWork()).isFalse();
        assertThat(busy.next(new Facts(false, "", List.of("more")), 30).since()).isEqualTo(20);
        assertThat(busy.next(new Facts(false, "", List.of()), 40))
                .isEqualTo(NodeCondition.online(40));
    }

    @Test
    void drainingComesBeforeBusyAndTellsBoth() {
        NodeCondition drained = online.next(new Facts(false, "ann", List.of("it is full")), 20);
        assertThat(drained.state()).isEqualTo(NodeState.DRAINING);
        assertThat(drained.reason()).isEqualTo("It was drained by ann. It is full");
        assertThat(online.next(new Facts(true, "ann", List.of()), 20).reason())
                .isEqualTo("It is leaving the grid");
    }

    @Test
    void silenceOfMoreThanThreeHeartbeatsIsSuspect() {
        assertThat(NodeCondition.isSuspect(3_000, 1_000)).isFalse();
        assertThat(NodeCondition.isSuspect(3_001, 1_000)).isTrue();
        assertThat(NodeCondition.isSuspect(1_000, 100)).isFalse();
        assertThat(online.suspect(100, 4_200))
                .satisfies(
                        suspect -> {
                            assertThat(suspect.state()).isEqualTo(NodeState.SUSPECT);
                            assertThat(suspect.reason()).contains("4 s");
                            assertThat(suspect.since()).isEqualTo(100);
                        });
    }

    @Test
    void whoSaidGoodbyeLeftAndTheOthersAreLost() {
        assertThat(NodeCondition.offline(true, 5).reason()).contains("left");
        assertThat(NodeCondition.offline(false, 5).reason()).contains("lost");
    }
}
