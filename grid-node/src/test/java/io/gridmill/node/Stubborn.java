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
import java.util.concurrent.CountDownLatch;

/** A type whose only task neither looks whether it should stop nor minds an interrupt. */
final class Stubborn implements TaskType<String, Long, Nothing> {
    private final CountDownLatch released = new CountDownLatch(1);

    void release() {
        released.countDown();
    }

    @Override
    public String name() {
        return "stubborn";
    }

    @Override
    public String summary() {
        return "Does not stop";
    }

    @Override
    public String parameterSchema() {
        return "{}";
    }

    @Override
    public String parameters(Parameters source) {
        source.done();
        return "";
    }

    @Override
    public Split<Long> split(String parameters, JobInput input) {
        return Split.indexed(1, n -> n);
    }

    @Override
    public Nothing run(String parameters, Long item, TaskContext context) {
        boolean done = false;
        while (!done) {
            try {
                released.await();
                done = true;
            } catch (InterruptedException e) {
                // It does not mind, which is the point.
                done = false;
            }
        }
        return Nothing.NOTHING;
    }

    @Override
    public Codec<Nothing> resultCodec() {
        return Codec.nothing();
    }

    @Override
    public Aggregator<String> aggregator() {
        return new Aggregator<>() {
            @Override
            public String mediaType(String parameters) {
                return "text/plain";
            }

            @Override
            public void fold(
                    String parameters, List<TaskResult> all, Workspace work, OutputStream out) {}

            @Override
            public void combine(
                    String parameters, List<Source> all, Workspace work, OutputStream out) {}

            @Override
            public void finish(
                    String parameters, List<Source> all, Workspace work, OutputStream out) {}
        };
    }
}
