package io.gridmill.task.builtin.montecarlo;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Codec;
import io.gridmill.task.JobInput;
import io.gridmill.task.Parameters;
import io.gridmill.task.Split;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskType;

/**
 * Estimates by random sampling. The samples are divided into fixed chunks with a generator each and
 * the chunks' sums are added exactly, so the answer depends on nothing but the parameters.
 */
public final class MonteCarloType
        implements TaskType<MonteCarloParameters, SampleChunk, SampleSums> {

    @Override
    public String name() {
        return "monte-carlo";
    }

    @Override
    public String summary() {
        return "Estimates pi or the price of an option by random sampling, reproducibly by seed.";
    }

    @Override
    public MonteCarloParameters parameters(Parameters source) {
        return MonteCarloParameters.read(source);
    }

    @Override
    public Split<SampleChunk> split(MonteCarloParameters parameters, JobInput input) {
        long chunks = Math.ceilDiv(parameters.samples(), (long) SampleChunk.SIZE);
        return Split.indexed(chunks, number -> SampleChunk.of(number, parameters.samples()));
    }

    /** Looks once whether to stop: a chunk takes a few milliseconds, at most some ten. */
    @Override
    public SampleSums run(MonteCarloParameters parameters, SampleChunk item, TaskContext context) {
        context.checkStopped();
        return parameters
                .model()
                .sample(parameters, item.random(parameters.seed()), item.samples());
    }

    @Override
    public Codec<SampleSums> resultCodec() {
        return SampleSums.CODEC;
    }

    @Override
    public Aggregator<MonteCarloParameters> aggregator() {
        return new MonteCarloEstimate();
    }
}
