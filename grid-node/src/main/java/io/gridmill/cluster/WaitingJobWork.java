package io.gridmill.cluster;

import io.gridmill.cluster.pipeline.JobWork;
import io.gridmill.engine.BlockSource;
import io.gridmill.engine.LocalWork;
import io.gridmill.engine.NumberedBlock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** This member's part in splitting and aggregating, for Jet's threads, which wait. */
final class WaitingJobWork implements JobWork {
    private final LocalWork work;

    WaitingJobWork(LocalWork work) {
        this.work = work;
    }

    @Override
    public BlockSource blocks(String job, int member, int members) {
        return work.blocks(job, member, members).join();
    }

    @Override
    public CompletableFuture<Long> write(String job, NumberedBlock block) {
        return work.write(job, block);
    }

    @Override
    public void splitDone(String job, long epoch, long tasks) {
        work.splitDone(job, epoch, tasks).join();
    }

    @Override
    public byte[] localPartials(String job, long epoch) {
        return work.localPartials(job, epoch).join();
    }

    @Override
    public void finish(String job, long epoch, List<byte[]> partials) {
        work.finish(job, epoch, partials).join();
    }
}
