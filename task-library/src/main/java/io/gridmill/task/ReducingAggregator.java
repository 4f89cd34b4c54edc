package io.gridmill.task;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** An aggregation whose partials are of the same kind as the results of tasks. */
final class ReducingAggregator<P, O> extends AccumulatingAggregator<P, O, O> {
    private final Codec<O> codec;
    private final O identity;
    private final BinaryOperator<O> merge;
    private final Function<O, String> json;

    ReducingAggregator(
            Codec<O> codec, O identity, BinaryOperator<O> merge, Function<O, String> json) {
        this.codec = codec;
        this.identity = identity;
        this.merge = merge;
        this.json = json;
    }

    @Override
    public String mediaType(P parameters) {
        return "application/json";
    }

    @Override
    protected Codec<O> resultCodec() {
        return codec;
    }

    @Override
    protected Codec<O> accumulatorCodec() {
        return codec;
    }

    @Override
    protected O create(P parameters) {
        return identity;
    }

    @Override
    protected O add(O accumulator, long task, O result) {
        return merge.apply(accumulator, result);
    }

    @Override
    protected O merge(O accumulator, O other) {
        return merge.apply(accumulator, other);
    }

    @Override
    protected void finish(P parameters, O accumulator, OutputStream answer) throws IOException {
        answer.write(json.apply(accumulator).getBytes(StandardCharsets.UTF_8));
    }
}
