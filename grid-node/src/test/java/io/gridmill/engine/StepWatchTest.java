package io.gridmill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class StepWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String JOB = "job";

    private final Time time = new Time();
    private final Set<String> nodes = new HashSet<>(Set.of("a", "b", "worker"));
    private final List<String> cancelled = new ArrayList<>();
    private final StepWatch watch =
            new StepWatch(
                    new StepWatch.Nodes(() -> nodes, node -> !node.equals("worker")),
                    () -> time.now,
                    time,
                    cancelled::add);

    /** Virtual time. */
    private static final class Time implements Loop {
        private final PriorityQueue<Due> planned =
                new PriorityQueue<>(Comparator.comparingLong(Due::at));
        private long now;

        private record Due(long at, Runnable action) {}

        @Override
        public void soon(Runnable action) {
            action.run();
        }

        @Override
        public void after(long millis, Runnable action) {
            planned.add(new Due(now + millis * 1_000_000, action));
        }

        @Override
        public Executor patient() {
            return Runnable::run;
        }
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.now += SECOND;
            while (!time.planned.isEmpty() && time.planned.peek().at <= time.now) {
                time.planned.remove().action.run();
            }
            watch.look();
        }
    }

    @Test
    void aStepEndsAsItEnds() {
        assertThat(watch.over(JOB, () -> CompletableFuture.completedFuture("done")))
                .isCompletedWithValue(true);
        RuntimeException failure = new IllegalStateException("no");
        assertThat(watch.over(JOB, () -> CompletableFuture.failedFuture(failure)))
                .isCompletedExceptionally();
        assertThat(
                        watch.over(
                                JOB,
                                () -> {
                                    throw failure;
                                }))
                .isCompletedExceptionally();
    }

    @Test
    void whileItsMembersAreThereItMayTakeADay() {
        CompletableFuture<Boolean> step = watch.over(JOB, CompletableFuture::new);
        nodes.remove("worker");
        pass(24 * 3_600);
        assertThat(step).isNotDone();
        assertThat(cancelled).isEmpty();
    }

    @Test
    void oneThatLostAMemberAndNeverEndsFailsLaterEachTime() {
        for (int wait = 1; wait <= 4; wait *= 2) {
            CompletableFuture<Boolean> step = watch.over(JOB, CompletableFuture::new);
            nodes.remove("b");
            // The next look sees it.
            pass(20);
            assertThat(cancelled).isEmpty();
            pass(1);
            assertThat(cancelled).containsExactly(JOB);
            pass(5 + wait - 1);
            assertThat(step).isNotDone();
            pass(1);
            assertThat(step).isCompletedExceptionally();
            nodes.add("b");
            cancelled.clear();
        }
    }

    @Test
    void oneThatEndsWellAfterAllHasEndedWell() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<Boolean> step = watch.over(JOB, () -> answer);
        nodes.remove("b");
        pass(26);
        assertThat(step).isNotDone();
        answer.complete("after all");
        assertThat(step).isCompletedWithValue(true);
        pass(60);
        assertThat(step).isCompletedWithValue(true);
    }

    @Test
    void oneThatFailsWhenItIsCancelledIsNotWaitedForAnyLonger() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<Boolean> step = watch.over(JOB, () -> answer);
        watch.left("b");
        pass(20);
        assertThat(cancelled).containsExactly(JOB);
        answer.cancel(true);
        pass(1);
        assertThat(step).isCompletedExceptionally();
    }
}
