package io.gridmill.node;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Nothing;
import io.gridmill.task.Parameters;
import io.gridmill.task.Source;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.Workspace;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A type whose tasks count how many of them run at once in this process. */
final class Crowd implements TaskType<Long, Long, Nothing> {
    private static final long MILLIS = 20;

    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** The most that ever ran at once. */
    int most() {
        return most.get();
    }

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public String summary() {
        return "Counts how many run at once";
    }

    @Override
    public String parameterSchema() {
        return "{}";
    }

    @Override
    public Long parameters(Parameters source) {
        long tasks = source.number("tasks", 1, 1, 1_000);
        source.done();
        return tasks;
    }

    @Override
    public Split<Long> split(Long tasks, JobInput input) {
        return Split.indexed(tasks, n -> n);
    }

    @Override
    public Nothing run(Long tasks, Long item, TaskContext context) throws InterruptedException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            Thread.sleep(MILLIS);
        } finally {
            now.decrementAndGet();
        }
        return Nothing.NOTHING;
    }

    @Override
    public Codec<Nothing> resultCodec() {
        return Codec.nothing();
    }

    @Override
    public Aggregator<Long> aggregator() {
        return new Aggregator<>() {
            @Override
            public String mediaType(Long parameters) {
                return "text/plain";
            }

            @Override
            public void fold(
                    Long parameters, List<TaskResult> all, Workspace work, OutputStream out) {}

            @Override
            public void combine(
                    Long parameters, List<Source> all, Workspace work, OutputStream out) {}

            @Override
            public void finish(
                    Long parameters, List<Source> all, Workspace work, OutputStream out) {}
        };
    }
}
