package io.gridmill.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.health.HealthLimits;
import io.gridmill.job.JobState;
import io.gridmill.report.JobStatus;
import io.gridmill.task.builtin.mandelbrot.Mandelbrot;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The grid as a Java program sees it. */
final class GridIT {

    /** What a function gets. */
    record Order(String name, int amount) {}

    /** What it returns. */
    record Bill(String name, long total) {}

    private static Grid alone() {
        return Grid.start(c -> c.slots(2).health(HealthLimits.off()));
    }

    @Test
    void typedJobsGiveJavaValues() throws Exception {
        try (Grid grid = alone()) {
            ConcurrentLinkedQueue<JobStatus> seen = new ConcurrentLinkedQueue<>();
            JobHandle<BufferedImage> job = grid.submit(Mandelbrot.job(64, 48));
            try (AutoCloseable _ = job.onProgress(seen::add)) {
                BufferedImage image = job.toCompletableFuture().get(60, TimeUnit.SECONDS);
                assertThat(image.getWidth()).isEqualTo(64);
                await().until(() -> seen.stream().anyMatch(s -> s.state().ended()));
            }
            assertThat(job.await(TestGrid.PATIENCE).state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(grid.tasks(job.id()).count()).isPositive();
            assertThat(grid.nodes()).hasSize(1);
            assertThat(grid.status().slots()).isEqualTo(2);
        }
    }

    @Test
    void registeredFunctionsRunByName() throws Exception {
        try (Grid grid = Grid.start(c -> c.slots(0).health(HealthLimits.off()))) {
            grid.register(
                    "process_data",
                    Order.class,
                    Bill.class,
                    (order, task) -> new Bill(order.name(), order.amount() * 3L + task.task()));
            JobHandle<JsonNode> first =
                    grid.submit("process_data", new Order("a", 5), o -> o.priority(8));
            assertThat(first.status().state().ended()).isFalse();
            grid.slots(4);
            assertThat(first.result().path("total").asInt()).isEqualTo(15);
            JobHandle<Bill> second =
                    grid.submit(
                            "process_data",
                            new Order("b", 1),
                            Bill.class,
                            o -> o.dependsOn(first.id()));
            assertThat(second.result()).isEqualTo(new Bill("b", 3));
            JobHandle<JsonNode> nobodys = grid.submit("nobody_has_it", 1, o -> {});
            assertThat(nobodys.status().state().ended()).isFalse();
            nobodys.cancel();
            assertThat(nobodys.await(TestGrid.PATIENCE).state()).isEqualTo(JobState.CANCELLED);
            assertThatThrownBy(
                            () ->
                                    grid.register(
                                            "process_data",
                                            Order.class,
                                            Bill.class,
                                            (o, t) -> new Bill("", 0)))
                    .hasMessageContaining("process_data");
        }
    }

    @Test
    void aFunctionOverManyInputsKeepsTheirOrder() {
        try (Grid grid = alone()) {
            List<Integer> inputs = IntStream.range(0, 5_000).boxed().toList();
            Mapped<Long> squares =
                    grid.map(inputs, Integer.class, Long.class, (n, _) -> (long) n * n);
            assertThat(squares.reduce(0L, Long::sum))
                    .isEqualTo(LongStream.range(0, 5_000).map(n -> n * n).sum());
            assertThat(squares.toList()).startsWith(0L, 1L, 4L).hasSize(5_000);
            assertThat(
                            grid.map(List.<Integer>of(), Integer.class, Long.class, (n, _) -> 1L)
                                    .toList())
                    .isEmpty();
        }
    }

    @Test
    void tasksArePulledFromASourceAndResultsTakenAtLeastOnce() throws Exception {
        try (Grid grid = alone()) {
            grid.register("double", Integer.class, Integer.class, (n, _) -> 2 * n);
            AtomicInteger given = new AtomicInteger();
            TaskSource<Integer> source =
                    atMost -> {
                        if (given.get() == 300) {
                            return Optional.empty();
                        }
                        if (given.get() == 100 && given.compareAndSet(100, 101)) {
                            throw new IOException("for once");
                        }
                        int from = given.get();
                        int to = Math.min(300, from + Math.min(atMost, 50));
                        given.set(to);
                        return Optional.of(IntStream.range(from, to).boxed().toList());
                    };
            JobHandle<JsonNode> job = grid.source("double", source);
            Map<Long, Integer> taken = new ConcurrentHashMap<>();
            AtomicInteger refused = new AtomicInteger();
            grid.onResult(
                    job,
                    Integer.class,
                    (task, result) -> {
                        if (task % 100 == 0 && refused.incrementAndGet() <= 2) {
                            throw new IllegalStateException("not now");
                        }
                        taken.put(task, result);
                    });
            JobStatus ended = job.await(TestGrid.PATIENCE);
            assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
            await().atMost(TestGrid.PATIENCE).until(() -> taken.size() == ended.tasks().total());
            assertThat(ended.tasks().total()).isEqualTo(299);
            assertThat(taken.values()).contains(0, 2, 598);
            assertThat(job.result()).hasSize(299);
        }
    }

    @Test
    void aFunctionRunsOnTheMembersThatHaveIt() throws Exception {
        List<Integer> ports = TestGrid.freePorts(2);
        String name = "test-" + UUID.randomUUID();
        String[] members = ports.stream().map(port -> "127.0.0.1:" + port).toArray(String[]::new);
        try (Grid has =
                        Grid.start(
                                c ->
                                        c.slots(1)
                                                .name("has")
                                                .health(HealthLimits.off())
                                                .join(name, ports.get(0), members));
                Grid other =
                        Grid.start(
                                c ->
                                        c.slots(1)
                                                .name("other")
                                                .health(HealthLimits.off())
                                                .join(name, ports.get(1), members))) {
            has.register("where", Integer.class, Integer.class, (n, _) -> n + 1);
            // Whoever owns them: some of these jobs are driven, split and put together by the
            // other.
            List<JobHandle<Integer>> jobs =
                    IntStream.range(0, 8)
                            .mapToObj(n -> other.submit("where", n, Integer.class, o -> {}))
                            .toList();
            for (int i = 0; i < 8; i++) {
                assertThat(jobs.get(i).await(TestGrid.PATIENCE).state())
                        .isEqualTo(JobState.SUCCEEDED);
                assertThat(jobs.get(i).result()).isEqualTo(i + 1);
                assertThat(other.tasks(jobs.get(i).id()))
                        .allSatisfy(
                                task ->
                                        assertThat(task.attempts().getLast().node())
                                                .startsWith("has"));
            }
            List<Integer> inputs = IntStream.range(0, 600).boxed().toList();
            assertThat(other.mapAll("where", inputs, Integer.class).reduce(0, Integer::sum))
                    .isEqualTo(IntStream.rangeClosed(1, 600).sum());
        }
    }
}
