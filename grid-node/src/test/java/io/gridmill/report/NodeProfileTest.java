package io.gridmill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeProfileTest {
    @Test
    void rolesSayWhoKeepsDataAndWhoRunsTasks() {
        assertThat(NodeRole.of("master")).contains(NodeRole.SCHEDULER);
        assertThat(NodeRole.of("Worker")).contains(NodeRole.WORKER);
        assertThat(NodeRole.of("boss")).isEmpty();
        assertThat(NodeRole.WORKER.keepsData()).isFalse();
        assertThat(NodeRole.SCHEDULER.runsTasks()).isFalse();
        assertThat(NodeRole.HYBRID.keepsData() && NodeRole.HYBRID.runsTasks()).isTrue();
    }

    @Test
    void labelsHaveLimits() {
        NodeProfile profile = new NodeProfile(NodeRole.HYBRID, Map.of("zone", "a"), List.of());
        assertThat(profile.withKnownTypes(List.of("noop")).types()).containsExactly("noop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NodeProfile(NodeRole.HYBRID, Map.of("a b", "c"), List.of()))
                .withMessageContaining("'a b'");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new NodeProfile(
                                        NodeRole.HYBRID, Map.of("a", "c".repeat(256)), List.of()))
                .withMessageContaining("255");
    }
}
