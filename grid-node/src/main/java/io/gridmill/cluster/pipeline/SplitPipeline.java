package io.gridmill.cluster.pipeline;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.pipeline.BatchSource;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.ServiceFactories;
import com.hazelcast.jet.pipeline.ServiceFactory;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder.SourceBuffer;
import io.gridmill.engine.BlockSource;
import io.gridmill.engine.NumberedBlock;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Splits a job: every member makes its share of the blocks and writes them by their number, so that
 * a repetition writes the same; when all are written, the job learns how many tasks there are.
 */
public final class SplitPipeline {
    private static final int WRITES_IN_FLIGHT = 64;

    private SplitPipeline() {}

    /** The pipeline of a job, driven under an epoch. */
    public static Pipeline of(String job, long epoch) {
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(blocks(job))
                .mapUsingServiceAsync(
                        work(),
                        WRITES_IN_FLIGHT,
                        false,
                        (work, written) -> work.write(job, written.block()))
                .setName("write blocks")
                .aggregate(AggregateOperations.summingLong(Long::longValue))
                .mapUsingService(
                        work().toNonCooperative(),
                        (work, tasks) -> {
                            work.splitDone(job, epoch, tasks);
                            return tasks;
                        })
                .setName("split done")
                .writeTo(Sinks.noop());
        return pipeline;
    }

    static ServiceFactory<?, JobWork> work() {
        return ServiceFactories.sharedService(context -> work(context.hazelcastInstance()));
    }

    static JobWork work(HazelcastInstance instance) {
        JobWork work = (JobWork) instance.getUserContext().get(JobWork.CONTEXT_KEY);
        if (work == null) {
            throw new IllegalStateException("This member does no job work yet");
        }
        return work;
    }

    /** A block on its way to the writer beside its source: it never leaves the member. */
    record Made(NumberedBlock block) implements Serializable {}

    private static BatchSource<Made> blocks(String job) {
        return SourceBuilder.batch("blocks", context -> new Share(context, job))
                .<Made>fillBufferFn(Share::fill)
                .destroyFn(SplitPipeline::close)
                .distributed(1)
                .build();
    }

    private static void close(@Nullable Share share) throws IOException {
        if (share != null) {
            share.source.close();
        }
    }

    /** One member's share of the blocks. */
    private static final class Share {
        private static final int AT_ONCE = 64;

        private final BlockSource source;

        Share(Processor.Context context, String job) throws IOException {
            source =
                    work(context.hazelcastInstance())
                            .blocks(
                                    job,
                                    context.globalProcessorIndex(),
                                    context.totalParallelism());
        }

        void fill(SourceBuffer<Made> buffer) throws IOException {
            for (int i = 0; i < AT_ONCE; i++) {
                NumberedBlock block = source.next();
                if (block == null) {
                    break;
                }
                buffer.add(new Made(block));
            }
            if (source.done()) {
                buffer.close();
            }
        }
    }
}
