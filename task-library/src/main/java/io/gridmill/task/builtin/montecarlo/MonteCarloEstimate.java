package io.gridmill.task.builtin.montecarlo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.task.AccumulatingAggregator;
import io.gridmill.task.Codec;
import java.io.IOException;
import java.io.OutputStream;

/** The estimate with its error, as JSON. */
final class MonteCarloEstimate
        extends AccumulatingAggregator<MonteCarloParameters, SampleSums, ExactSums> {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String mediaType(MonteCarloParameters parameters) {
        return "application/json";
    }

    @Override
    protected Codec<SampleSums> resultCodec() {
        return SampleSums.CODEC;
    }

    @Override
    protected Codec<ExactSums> accumulatorCodec() {
        return ExactSums.CODEC;
    }

    @Override
    protected ExactSums create(MonteCarloParameters parameters) {
        return ExactSums.NONE;
    }

    @Override
    protected ExactSums add(ExactSums accumulator, long task, SampleSums result) {
        return accumulator.plus(result);
    }

    @Override
    protected ExactSums merge(ExactSums accumulator, ExactSums other) {
        return accumulator.plus(other);
    }

    @Override
    protected void finish(
            MonteCarloParameters parameters, ExactSums accumulator, OutputStream answer)
            throws IOException {
        answer.write(JSON.writeValueAsBytes(answer(parameters, accumulator)));
    }

    /** The members of the answer; {@code standardError} is null where one sample cannot tell it. */
    static ObjectNode answer(MonteCarloParameters parameters, ExactSums sums) {
        double estimate = sums.mean();
        double standardError = sums.standardError();
        double reference = parameters.model().reference(parameters);
        ObjectNode answer =
                JSON.createObjectNode()
                        .put("model", parameters.model().title())
                        .put("samples", sums.samples())
                        .put("seed", parameters.seed())
                        .put("estimate", estimate);
        if (Double.isNaN(standardError)) {
            answer.putNull("standardError");
        } else {
            answer.put("standardError", standardError);
        }
        return answer.put("reference", reference).put("error", estimate - reference);
    }
}
