package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.explain.Explanation;
import io.gridmill.explain.Reason;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.Dependency;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.StartConditions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why things wait, asked of real members. */
class ExplainIT {
    private static final JobRequest LONG =
            TestGrid.request("noop", "{\"tasks\":40,\"sleepMillis\":600000}");

    @TempDir Path data;

    private static String submit(GridNode node, JobRequest request) {
        return node.submit(request, "tester", null).job().id();
    }

    private static List<ReasonCode> codes(Explanation explanation) {
        return explanation.reasons().stream().map(Reason::code).toList();
    }

    private static Reason reason(Explanation explanation, ReasonCode code) {
        return explanation.reasons().stream()
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElseThrow(() -> new AssertionError(code + " is not in " + explanation));
    }

    @Test
    void whatStandsInFrontIsNamedOnAnyNode() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            GridNode asked = grid.node(1);
            String running = submit(grid.first(), LONG);
            await().until(() -> asked.job(running).tasks().running() == 4);
            String urgent = submit(grid.first(), LONG.with(change -> change.priority(9)));
            String earlier = submit(grid.first(), LONG.with(change -> change.priority(2)));
            String last = submit(grid.first(), LONG.with(change -> change.priority(2)));

            await().untilAsserted(
                            () -> {
                                Explanation explanation = asked.explain(last);
                                assertThat(codes(explanation))
                                        .containsExactly(
                                                ReasonCode.INSUFFICIENT_CAPACITY,
                                                ReasonCode.BEHIND_HIGHER_PRIORITY,
                                                ReasonCode.BEHIND_EARLIER_JOBS);
                                assertThat(
                                                reason(
                                                                explanation,
                                                                ReasonCode.BEHIND_HIGHER_PRIORITY)
                                                        .data()
                                                        .get("first"))
                                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                                        .startsWith(urgent);
                                assertThat(
                                                reason(explanation, ReasonCode.BEHIND_EARLIER_JOBS)
                                                        .data())
                                        .containsAllEntriesOf(
                                                Map.of(
                                                        "jobs",
                                                        1,
                                                        "tasks",
                                                        40L,
                                                        "first",
                                                        List.of(earlier)));
                            });
            assertThat(asked.explain(last, 39).reasons())
                    .extracting(Reason::code)
                    .contains(ReasonCode.BEHIND_HIGHER_PRIORITY);
        }
    }

    @Test
    void drainedNodesAndUnmetConditionsAreNamed() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            node.drain(node.id(), "ann");
            String drained = submit(node, LONG);
            await().untilAsserted(
                            () ->
                                    assertThat(
                                                    reason(
                                                                    node.explain(drained),
                                                                    ReasonCode.NODES_DRAINING)
                                                            .message())
                                            .contains("drained by ann"));
            long later = System.currentTimeMillis() + 3_600_000;
            StartConditions conditions =
                    new StartConditions(
                            later, 0, List.of(new Dependency(drained, Dependency.On.ALWAYS)));
            String pending = submit(node, LONG.with(change -> change.conditions(conditions)));
            assertThat(codes(node.explain(pending)))
                    .containsExactly(ReasonCode.WAITING_DEPENDENCY, ReasonCode.WAITING_START_TIME);
            node.cancel(pending);
            await().until(() -> node.job(pending).state() == JobState.CANCELLED);
            assertThat(node.explain(pending).waiting()).isFalse();
            assertThat(node.explain(pending).reasons()).isEmpty();
        }
    }
}
