package io.gridmill.task.builtin.noop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.JobInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.LocalRun;
import io.gridmill.task.Nothing;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class NoopTypeTest extends TaskTypeContract<NoopParameters, NoopItem, Nothing> {

    @Override
    protected TaskType<NoopParameters, NoopItem, Nothing> type() {
        return new NoopType();
    }

    @Override
    protected String sampleAddedItem() {
        return "{\"busyMillis\": 1}";
    }

    @Override
    protected String sampleParameters() {
        return "{\"tasks\": 10}";
    }

    @Test
    void countsItsTasks() throws Exception {
        assertEquals("{\"tasks\":100000}", answer("{\"tasks\": 100000}"));
        assertEquals("{\"tasks\":1}", answer("{}"));
    }

    @Test
    void firstAttemptsFailAndMayBeRetried() throws Exception {
        LocalRun<NoopParameters, NoopItem, Nothing> run = job("{\"failFirst\": 2}");
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertTrue(failure(run, 0, attempt).mayRetry());
        }
        run.run(new NoopItem(0, 0), LocalContext.of(0, 3, JobInput.none()));
    }

    @Test
    void oneTaskFailsForGood() throws Exception {
        LocalRun<NoopParameters, NoopItem, Nothing> run = job("{\"tasks\": 3, \"failTask\": 1}");
        run.run(new NoopItem(0, 0), LocalContext.of(0, 1, JobInput.none()));
        assertFalse(failure(run, 1, 1).mayRetry());
    }

    @Test
    void sleepsAndBurns() throws Exception {
        long start = System.nanoTime();
        CpuClock cpu = CpuClock.ofThisThread();
        long cpuStart = cpu.nanos();
        answer("{\"sleepMillis\": 30, \"busyMillis\": 20}");
        assertTrue(cpu.nanos() - cpuStart >= 20_000_000);
        assertTrue(System.nanoTime() - start >= 50_000_000);
    }

    @Test
    void interruptEndsASleep() throws Exception {
        LocalRun<NoopParameters, NoopItem, Nothing> run = job("{\"sleepMillis\": 3600000}");
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () -> run.run(new NoopItem(3_600_000, 0), LocalContext.of(0, 1, JobInput.none())));
    }

    private LocalRun<NoopParameters, NoopItem, Nothing> job(String parameters) throws Exception {
        return LocalRun.of(type(), parameters, JobInput.none());
    }

    private String answer(String parameters) throws Exception {
        return new String(job(parameters).answer(), StandardCharsets.UTF_8);
    }

    private static TaskFailure failure(
            LocalRun<NoopParameters, NoopItem, Nothing> run, long task, int attempt) {
        return assertThrows(
                TaskFailure.class,
                () -> run.run(new NoopItem(0, 0), LocalContext.of(task, attempt, JobInput.none())));
    }
}
