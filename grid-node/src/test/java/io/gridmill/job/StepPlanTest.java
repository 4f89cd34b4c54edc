package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.Dependency.On;
import io.gridmill.job.JobGraph.After;
import io.gridmill.job.JobGraph.Step;
import io.gridmill.job.StepRecord.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepPlanTest {
    private static final JobFailure BROKE = new JobFailure("task-failed", "It broke", 3);

    private static Step step(String name, After... after) {
        return new Step(name, List.of(after), null, TestedJob.spec(""));
    }

    private static After on(String step, On on) {
        return new After(step, on);
    }

    private static After on(String step) {
        return on(step, On.SUCCESS);
    }

    /** A graph played to its end: each step that runs ends as a list says. */
    private static final class Play {
        private final JobGraph graph;
        private final List<State> fates;
        private final Random random;
        private final List<StepRecord> steps;
        private final List<String> story = new ArrayList<>();
        private @Nullable JobFailure failure;
        private boolean over;

        Play(JobGraph graph, List<State> fates, Random random) {
            this.graph = graph;
            this.fates = fates;
            this.random = random;
            this.steps = new ArrayList<>(StepRecord.waiting(graph));
        }

        Play run() {
            for (int turn = 0; turn < 3 * steps.size() + 1; turn++) {
                StepPlan plan = StepPlan.decide(graph, steps, 1, turn + 1);
                plan.moves().forEach(this::move);
                check();
                failure = plan.failure();
                over = plan.over();
                if (over || failure != null) {
                    return this;
                }
                List<Integer> running =
                        IntStream.range(0, steps.size())
                                .filter(i -> steps.get(i).state() == State.RUNNING)
                                .boxed()
                                .toList();
                assertThat(running).as("something runs while it goes on: %s", story).isNotEmpty();
                end(running.get(random.nextInt(running.size())), turn);
            }
            throw new AssertionError("It does not end: " + story);
        }

        private void move(int i, StepRecord next) {
            assertThat(steps.get(i).mayBecome(next)).isTrue();
            story.add(graph.steps().get(i).name() + " " + next.state());
            steps.set(i, next);
        }

        /** What runs may run: all that it waits for has ended as it wants. */
        private void check() {
            for (int i = 0; i < steps.size(); i++) {
                boolean runs = steps.get(i).state() == State.RUNNING;
                for (After after : runs ? graph.steps().get(i).after() : List.<After>of()) {
                    StepRecord before = steps.get(graph.indexOf(after.step()));
                    assertThat(before.state().ended()).as("%s: %s", i, story).isTrue();
                    if (after.on() == On.SUCCESS) {
                        assertThat(before.state()).isEqualTo(State.SUCCEEDED);
                    } else if (after.on() == On.FAILURE) {
                        assertThat(before.wentWrong()).isTrue();
                    }
                }
            }
        }

        private void end(int i, long now) {
            StepRecord was = steps.get(i);
            JobFailure why = fates.get(i) == State.FAILED ? BROKE : null;
            move(i, new StepRecord(fates.get(i), 1, was.started(), now, why, null));
        }

        State state(String name) {
            return steps.get(graph.indexOf(name)).state();
        }

        List<String> results() {
            return StepPlan.results(graph, steps).stream()
                    .map(i -> graph.steps().get(i).name())
                    .toList();
        }
    }

    private static Play play(JobGraph graph, State... fates) {
        return new Play(graph, List.of(fates), new Random(1)).run();
    }

    @Test
    void aChainRunsInOrderAndItsLastStepIsTheResult() {
        JobGraph chain = new JobGraph(List.of(step("c", on("b")), step("a"), step("b", on("a"))));
        Play all = play(chain, State.SUCCEEDED, State.SUCCEEDED, State.SUCCEEDED);
        assertThat(all.story)
                .containsExactly(
                        "a RUNNING",
                        "a SUCCEEDED",
                        "b RUNNING",
                        "b SUCCEEDED",
                        "c RUNNING",
                        "c SUCCEEDED");
        assertThat(all.failure).isNull();
        assertThat(all.over).isTrue();
        assertThat(all.results()).containsExactly("c");
    }

    @Test
    void aFailureThatNothingHandlesFailsTheJobAtOnceWithItsName() {
        JobGraph two = new JobGraph(List.of(step("a"), step("b"), step("c", on("a"))));
        List<StepRecord> steps = new ArrayList<>(StepRecord.waiting(two));
        steps.set(0, new StepRecord(State.FAILED, 1, 1, 2, BROKE, null));
        steps.set(1, StepRecord.begun(1, 1));
        StepPlan plan = StepPlan.decide(two, steps, 1, 3);
        assertThat(plan.failure())
                .isEqualTo(
                        new JobFailure("step-failed", "Step a failed: It broke [task-failed]", -1));
        assertThat(plan.over()).as("b still runs").isFalse();
        assertThat(plan.moves()).isEmpty();
    }

    @Test
    void aHandlerThatSucceedsMakesTheFailureGood() {
        JobGraph graph =
                new JobGraph(
                        List.of(
                                step("a"),
                                step("b", on("a")),
                                step("mend", on("b", On.FAILURE)),
                                step("last", on("mend", On.ALWAYS))));
        Play lost = play(graph, State.FAILED, State.FAILED, State.SUCCEEDED, State.SUCCEEDED);
        assertThat(lost.state("b")).isEqualTo(State.SKIPPED);
        assertThat(lost.state("mend")).as("b was lost with a").isEqualTo(State.SUCCEEDED);
        assertThat(lost.failure).isNull();
        Play failing = play(graph, State.SUCCEEDED, State.FAILED, State.FAILED, State.SUCCEEDED);
        assertThat(failing.state("last")).isEqualTo(State.SUCCEEDED);
        assertThat(failing.failure).isNotNull();
        Play good = play(graph, State.SUCCEEDED, State.SUCCEEDED, State.FAILED, State.SUCCEEDED);
        assertThat(good.state("mend")).isEqualTo(State.SKIPPED);
        assertThat(good.failure).isNull();
        assertThat(good.results()).as("last only tidies up").containsExactly("b");
        assertThat(lost.results()).containsExactly("mend", "last");
    }

    @Test
    void cleaningUpRunsAndHandlesNothing() {
        JobGraph graph =
                new JobGraph(List.of(step("a"), step("b"), step("tidy", on("a", On.ALWAYS))));
        Play play = play(graph, State.CANCELLED, State.SUCCEEDED, State.SUCCEEDED);
        assertThat(play.state("tidy")).isEqualTo(State.SUCCEEDED);
        assertThat(play.failure)
                .isEqualTo(new JobFailure("step-failed", "Step a was cancelled", -1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyGraphEndsTheSameWayInAnyOrder(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 2_000; n++) {
            JobGraph graph = graph(random);
            List<State> fates =
                    IntStream.range(0, graph.steps().size()).mapToObj(_ -> fate(random)).toList();
            Play play = new Play(graph, fates, random).run();
            Play again = new Play(graph, fates, new Random(random.nextLong())).run();
            assertThat(play.failure == null).isEqualTo(again.failure == null);
            if (play.over && again.over) {
                assertThat(states(again)).isEqualTo(states(play));
                assertThat(again.results()).isEqualTo(play.results());
            }
            if (play.failure == null) {
                assertThat(play.over).isTrue();
                assertThat(play.results()).as("%s", play.story).isNotEmpty();
            }
        }
    }

    @Test
    void whatSucceededIsKeptWhenTheRestIsTriedAgain() {
        StepRecord done = new StepRecord(State.SUCCEEDED, 1, 1, 2, null, null);
        StepRecord failed = new StepRecord(State.FAILED, 1, 1, 2, BROKE, null);
        assertThat(StepRecord.again(List.of(done, failed, StepRecord.skipped(BROKE, 2))))
                .containsExactly(done, StepRecord.WAITING, StepRecord.WAITING);
    }

    private static List<State> states(Play play) {
        return play.steps.stream().map(StepRecord::state).toList();
    }

    private static State fate(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> State.FAILED;
            case 1 -> random.nextBoolean() ? State.CANCELLED : State.FAILED;
            default -> State.SUCCEEDED;
        };
    }

    /** Steps depend on earlier ones only; which is which is mixed. */
    private static JobGraph graph(Random random) {
        int size = 1 + random.nextInt(9);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<After> after = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(3) == 0) {
                    On on = random.nextInt(3) > 0 ? On.SUCCESS : On.values()[random.nextInt(3)];
                    after.add(on("s" + j, on));
                }
            }
            steps.add(step("s" + i, after.toArray(After[]::new)));
        }
        Collections.shuffle(steps, random);
        return new JobGraph(steps);
    }
}
