package io.gridmill.cli.bench;

import io.gridmill.job.JobState;
import io.gridmill.node.GridNode;
import io.gridmill.report.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Bytes of heap that a waiting task takes in one copy of its record: the heap in use after
 * collection, with jobs of many tasks queued on a node without slots, less the heap before.
 */
public final class MemoryBenchmark {
    private static final long POLL_MILLIS = 20;

    private final GridNode node;
    private final BenchGrid bench;
    private final Consumer<String> progress;

    /**
     * On a node alone, without slots, so that all tasks stay queued.
     *
     * @param progress told what happens
     */
    public MemoryBenchmark(GridNode node, Consumer<String> progress) {
        this.node = node;
        this.bench = new BenchGrid(node, 1, _ -> {});
        this.progress = progress;
    }

    /** Queues a job of so many tasks a few times; the first time loads classes and is left out. */
    public Measurement run(int tasks, int rounds) throws InterruptedException {
        List<Double> bytes = new ArrayList<>();
        for (int round = -1; round < rounds; round++) {
            long before = heapInUse();
            JobStatus queued = queue(tasks);
            double each = (heapInUse() - before) / (double) tasks;
            progress.accept(
                    String.format(
                            Locale.ROOT,
                            "memory: %,d tasks in %,d entries, %.2f bytes a task",
                            queued.tasks().total(),
                            queued.blocks().total(),
                            each));
            if (round >= 0) {
                bytes.add(each);
            }
            node.cancel(queued.id());
            awaitState(queued.id(), JobState.CANCELLED);
            node.delete(queued.id());
        }
        return Measurement.ofTimes("memory", "bytes/task", 1, new Samples(bytes), null);
    }

    private JobStatus queue(int tasks) throws InterruptedException {
        String id = bench.submit(tasks, 0).id();
        JobStatus job = node.job(id);
        while (!job.splitDone()) {
            Thread.sleep(POLL_MILLIS);
            job = node.job(id);
        }
        return job;
    }

    private void awaitState(String id, JobState state) throws InterruptedException {
        while (node.job(id).state() != state) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Twice, with a pause: what the first collection frees may hold what only the second finds. */
    private static long heapInUse() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(10 * POLL_MILLIS);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
