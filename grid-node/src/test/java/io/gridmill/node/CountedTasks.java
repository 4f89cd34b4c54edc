package io.gridmill.node;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Nothing;
import io.gridmill.task.Parameters;
import io.gridmill.task.Source;
import io.gridmill.task.Split;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskType;
import io.gridmill.task.Workspace;
import java.io.OutputStream;
import java.util.List;

/** Types for tests that have some {@code tasks}, one where nothing is said, and an empty answer. */
abstract class CountedTasks implements TaskType<Long, Long, Nothing> {
    private final String name;
    private final String summary;

    CountedTasks(String name, String summary) {
        this.name = name;
        this.summary = summary;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final String parameterSchema() {
        return "{}";
    }

    @Override
    public final Long parameters(Parameters source) {
        long tasks = source.number("tasks", 1, 1, 1_000);
        source.done();
        return tasks;
    }

    @Override
    public final Split<Long> split(Long tasks, JobInput input) {
        return Split.indexed(tasks, n -> n);
    }

    @Override
    public final Codec<Nothing> resultCodec() {
        return Codec.nothing();
    }

    @Override
    public final Aggregator<Long> aggregator() {
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
                    Long parameters, List<Source> all, Workspace work, OutputStream out) {
                answering();
            }
        };
    }

    /** Called when the answer is put together. */
    void answering() {}
}
