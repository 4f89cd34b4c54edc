package io.gridmill.cluster.pipeline;

import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.SourceBuilder;

/**
 * Aggregates a job: every member gives the partials of its own blocks, combined where the type
 * allows, and one member puts them together. Which blocks a member owns may change meanwhile: the
 * partials say which blocks they cover, and the last step refuses a set that is not exact, so that
 * the driver repeats it.
 */
public final class AggregatePipeline {
    private AggregatePipeline() {}

    /** The pipeline of a job, driven under an epoch. */
    public static Pipeline of(String job, long epoch) {
        var source =
                SourceBuilder.batch(
                                "partials",
                                context -> SplitPipeline.work(context.hazelcastInstance()))
                        .<byte[]>fillBufferFn(
                                (work, buffer) -> {
                                    buffer.add(work.localPartials(job, epoch));
                                    buffer.close();
                                })
                        .distributed(1)
                        .build();
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(source)
                .aggregate(AggregateOperations.toList())
                .mapUsingService(
                        SplitPipeline.work().toNonCooperative(),
                        (work, partials) -> {
                            work.finish(job, epoch, partials);
                            return partials.size();
                        })
                .setName("finish")
                .writeTo(Sinks.noop());
        return pipeline;
    }
}
