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

/** A type whose tasks take a time of their node's own, unless they are stopped. */
final class Uneven implements TaskType<Long, Long, Nothing> {
    private final long millis;
    private final AtomicInteger stopped = new AtomicInteger();

    /** On a node where each task takes so long. */
    Uneven(long millis) {
        this.millis = millis;
    }

    /** Tasks that were stopped here. */
    int stopped() {
        return stopped.get();
    }

    @Override
    public String name() {
        return "uneven";
    }

    @Override
    public String summary() {
        return "Takes a time of its node's own";
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
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            stopped.incrementAndGet();
            throw e;
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
