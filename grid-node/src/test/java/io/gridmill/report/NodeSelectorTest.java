package io.gridmill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeSelectorTest {
    private final List<NodeStatus> nodes =
            List.of(
                    node("node-1~aaaa", NodeState.ONLINE),
                    node("node-11~bbbb", NodeState.ONLINE),
                    node("node-2~cccc", NodeState.OFFLINE),
                    node("node-2~dddd", NodeState.DRAINING),
                    node("old~eeee", NodeState.OFFLINE));

    private static NodeStatus node(String id, NodeState state) {
        return new NodeStatus(
                id,
                NodeNames.of(id),
                "127.0.0.1:1",
                state,
                null,
                Instant.EPOCH,
                false,
                "hybrid",
                Map.of(),
                List.of(),
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                1,
                "test",
                List.of(),
                Map.of());
    }

    private String find(String wanted) {
        return NodeSelector.find(wanted, nodes).id();
    }

    @Test
    void byIdByNameByTheOnlyBeginning() {
        assertThat(find("node-2~cccc")).isEqualTo("node-2~cccc");
        assertThat(find("node-1")).isEqualTo("node-1~aaaa");
        assertThat(find("node-11~")).isEqualTo("node-11~bbbb");
        assertThat(find("o")).isEqualTo("old~eeee");
    }

    @Test
    void whoIsThereComesBeforeWhoIsGone() {
        assertThat(find("node-2")).isEqualTo("node-2~dddd");
    }

    @Test
    void severalOrNoneAreRefusedWithTheirNames() {
        assertThatThrownBy(() -> find("node"))
                .hasMessageContaining("node-1~aaaa")
                .hasMessageContaining("give more of it");
        assertThatThrownBy(() -> find("zoo"))
                .hasMessageContaining("known are node-1, node-11, node-2, old");
    }
}
