package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridmill.explain.Explanation;
import io.gridmill.explain.Reason;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.Dependency;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobState;
import io.gridmill.job.Needs;
import io.gridmill.job.StartConditions;
import io.gridmill.job.StepRequest;
import io.gridmill.job.Strategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
            // Of two jobs of one millisecond either may be first.
            Instant accepted = asked.job(earlier).times().created();
            await().until(() -> Instant.now().isAfter(accepted.plusMillis(1)));
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

    @Test
    void aSubmissionSaysAtOnceWhyItsJobWillWait() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            assertThat(node.submit(LONG, "tester", null).waiting()).isEmpty();
            JobRequest special =
                    LONG.with(
                            change ->
                                    change.needs(
                                            new Needs(Map.of("zone", List.of("mars")), Map.of())));

            Submission none = node.submit(special, "tester", "key");
            assertThat(none.waiting())
                    .extracting(Reason::code)
                    .containsExactly(ReasonCode.NO_CAPABLE_NODE);
            assertThat(none.waiting().getFirst().message()).contains("no label zone=mars");
            assertThat(node.submit(special, "tester", "key").waiting()).isEqualTo(none.waiting());

            StartConditions conditions =
                    new StartConditions(
                            0, 0, List.of(new Dependency(none.job().id(), Dependency.On.ALWAYS)));
            assertThat(
                            node.submit(
                                            LONG.with(change -> change.conditions(conditions)),
                                            "tester",
                                            null)
                                    .waiting())
                    .extracting(Reason::code)
                    .containsExactly(ReasonCode.WAITING_DEPENDENCY);

            JobRequest steps =
                    JobRequest.ofSteps(
                            StepRequest.of("here", LONG), StepRequest.of("there", special));
            assertThat(node.submit(steps, "tester", null).waiting())
                    .extracting(Reason::message)
                    .singleElement()
                    .asString()
                    .startsWith("Step there: No node could run it");

            node.drain(node.id(), "ann");
            await().untilAsserted(
                            () ->
                                    assertThat(node.submit(LONG, "tester", null).waiting())
                                            .extracting(Reason::code)
                                            .containsExactly(ReasonCode.NODES_DRAINING));
        }
    }

    @Test
    void aTaskNamesTheNodeThatRoundRobinMeansItForAndWhatItWorksOn() throws Exception {
        try (TestGrid grid = TestGrid.of(2, data)) {
            GridNode node = grid.first();
            JobRequest request = LONG.with(change -> change.strategy(Strategy.ROUND_ROBIN));
            String job = submit(node, request);
            await().until(() -> node.job(job).tasks().running() == 4);
            Reason meant = reason(node.explain(job, 39), ReasonCode.DESIGNATED);
            assertThat(meant.data()).containsEntry("graceSeconds", 1L).containsKey("node");
            assertThat(meant.message())
                    .contains("others may take it when its block has stood still");
            assertThat(node.job(job).strategy()).isEqualTo("round-robin");
            assertThat(node.task(job, 39).payload()).isNotNull();
            assertThat(node.tasks(job, null, null, 1).items().getFirst().payload()).isNull();
            assertThat(node.nodes().getFirst().resources()).containsKeys("cpu", "memory");
        }
    }

    @Test
    void passwordsShowNothingOfWhatTheirTasksWorkOn() throws Exception {
        try (TestGrid grid = TestGrid.alone(data, config -> config)) {
            GridNode node = grid.first();
            JobRequest request =
                    JobRequest.of(
                            "password-hash",
                            JsonNodeFactory.instance.objectNode().put("algorithm", "SHA-256"),
                            new InputData.Bytes("secret".getBytes(StandardCharsets.UTF_8)));
            assertThat(node.plan(request).first().getFirst().payload()).isNull();
            String job = submit(node, request);
            node.awaitEnd(job, TestGrid.PATIENCE);
            assertThat(node.task(job, 0).payload()).isNull();
        }
    }
}
