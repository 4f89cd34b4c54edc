package io.gridmill.cluster;

import io.gridmill.cluster.pipeline.JobWork;
import io.gridmill.engine.BlockSource;
import io.gridmill.engine.NumberedBlock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Stands for the job work of a member that is still starting: Jet may ask it at once. */
final class LateJobWork implements JobWork {
    private volatile @Nullable JobWork work;

    void set(JobWork real) {
        work = real;
    }

    private JobWork work() {
        JobWork real = work;
        if (real == null) {
            throw new IllegalStateException("This member is still starting; the step is repeated");
        }
        return real;
    }

    @Override
    public BlockSource blocks(String job, int member, int members) throws IOException {
        return work().blocks(job, member, members);
    }

    @Override
    public CompletableFuture<Long> write(String job, NumberedBlock block) {
        return work().write(job, block);
    }

    @Override
    public void splitDone(String job, long epoch, long tasks) {
        work().splitDone(job, epoch, tasks);
    }

    @Override
    public byte[] localPartials(String job, long epoch) throws IOException {
        return work().localPartials(job, epoch);
    }

    @Override
    public void finish(String job, long epoch, List<byte[]> partials) throws IOException {
        work().finish(job, epoch, partials);
    }
}
