package io.gridmill.engine;

import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Opens the blocks of a retried job in its generation; may be repeated, and by another driver. */
final class Reopenings {
    private static final int AT_ONCE = 256;

    private Reopenings() {}

    /** Completes when every block there is has been opened. */
    static CompletableFuture<?> reopen(Records records, JobRecord job) {
        // An open job whose last block is full has an empty one after it, which marks its end.
        int end = job.blocks() + (job.spec().open() ? 1 : 0);
        return from(records, job, 0, end);
    }

    private static CompletableFuture<?> from(Records records, JobRecord job, int first, int end) {
        if (first >= end) {
            return CompletableFuture.completedFuture(true);
        }
        BlockEvent reopen = new BlockEvent.Reopen(job.progress().generation());
        int next = Math.min(end, first + AT_ONCE);
        List<CompletableFuture<?>> some = new ArrayList<>();
        for (int number = first; number < next; number++) {
            some.add(records.apply(new BlockKey(job.id(), number), reopen));
        }
        return CompletableFuture.allOf(some.toArray(CompletableFuture<?>[]::new))
                .thenCompose(_ -> from(records, job, next, end));
    }
}
