package io.gridmill.engine;

import io.gridmill.job.JobEvent;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobRecord;
import io.gridmill.job.LostData;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import java.util.concurrent.CompletableFuture;

/** Opens the blocks of a retried job in its generation; may be repeated, and by another driver. */
final class Reopenings {
    private static final int AT_ONCE = 256;

    private Reopenings() {}

    /**
     * Completes when every block there is has been opened, and what was lost is taken from the store
     * where it is there; with what the job is to be told.
     */
    static CompletableFuture<JobEvent> reopen(Ports ports, JobRecord job) {
        long epoch = job.progress().epoch();
        return ports.durability()
                .restore(job)
                .thenCompose(_ -> reopen(ports.records(), job))
                .thenApply(
                        gone ->
                                job.spec().open() && gone > 0
                                        ? fail(ports, epoch, gone)
                                        : new JobEvent.Reopened(
                                                epoch, ports.clocks().wallMillis()));
    }

    private static JobEvent fail(Ports ports, long epoch, int blocks) {
        String what = blocks == 1 ? "1 block" : blocks + " blocks";
        JobFailure why =
                LostData.failure(
                        "The tasks of "
                                + what
                                + " were lost, also to the durable store, and were added from"
                                + " outside; add them to another job");
        return new JobEvent.Fail(epoch, why, ports.clocks().wallMillis());
    }

    /** Completes with the number of blocks that should be there and are not. */
    private static CompletableFuture<Integer> reopen(Records records, JobRecord job) {
        // An open job whose last block is full has an empty one after it, which marks its end.
        int end = job.blocks() + (job.spec().open() ? 1 : 0);
        return from(records, job, 0, end);
    }

    private static CompletableFuture<Integer> from(
            Records records, JobRecord job, int first, int end) {
        if (first >= end) {
            return CompletableFuture.completedFuture(0);
        }
        BlockEvent reopen = new BlockEvent.Reopen(job.progress().generation());
        int next = Math.min(end, first + AT_ONCE);
        CompletableFuture<Integer> gone = CompletableFuture.completedFuture(0);
        for (int number = first; number < next; number++) {
            boolean expected = number < job.blocks();
            CompletableFuture<BlockAnswer> answer =
                    records.apply(new BlockKey(job.id(), number), reopen);
            gone = gone.thenCombine(answer, (sum, one) -> sum + (expected && none(one) ? 1 : 0));
        }
        return gone.thenCompose(
                some -> from(records, job, next, end).thenApply(more -> some + more));
    }

    private static boolean none(BlockAnswer answer) {
        return answer.code() == BlockAnswer.Code.NO_BLOCK;
    }
}
