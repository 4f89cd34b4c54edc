package io.gridmill.execute;

import io.gridmill.ledger.TaskReport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where slots get their work and say what became of it. Thread-safe. */
public interface WorkSource {

    /**
     * Claims tasks, waiting for some to appear.
     *
     * @param waitMillis longest wait
     * @return completes with null when none came; never exceptionally
     */
    CompletableFuture<@Nullable Batch> take(long waitMillis);

    /**
     * Whether more urgent work waits, so that tasks of a batch that have not started are given
     * back. Asked before each task but the first: cheap.
     */
    default boolean yields(Batch batch) {
        return false;
    }

    /**
     * Reports on tasks of a batch.
     *
     * @param last whether nothing more of the batch follows
     * @param claimMore whether to claim further tasks of the same block in the same step
     * @return completes with the tasks claimed, null for none; never exceptionally: what cannot be
     *     reported is left to the claim's expiry
     */
    CompletableFuture<@Nullable Batch> report(
            Batch batch, List<TaskReport> reports, boolean last, boolean claimMore);
}
