package io.gridmill.api;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.InputRule;
import io.gridmill.task.JobInput;
import io.gridmill.task.Nothing;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskType;

/** A task type that is listed and never run. */
final class EchoType implements TaskType<String, Long, Nothing> {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String summary() {
        return "Says it again";
    }

    @Override
    public String parameterSchema() {
        return "{\"type\":\"object\",\"properties\":{\"tasks\":{\"type\":\"integer\"}}}";
    }

    @Override
    public InputRule inputRule() {
        return InputRule.OPTIONAL;
    }

    @Override
    public String parameters(Parameters source) {
        return "";
    }

    @Override
    public Split<Long> split(String parameters, JobInput input) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Nothing run(String parameters, Long item, TaskContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Codec<Nothing> resultCodec() {
        return Codec.nothing();
    }

    @Override
    public Aggregator<String> aggregator() {
        throw new UnsupportedOperationException();
    }
}
