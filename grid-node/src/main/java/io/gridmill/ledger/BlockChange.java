package io.gridmill.ledger;

import io.gridmill.job.DataRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision changes in a block, in absolute values: applying it twice, or late, leaves the same
 * block. It is what backups get, so that only the owner ever decides.
 *
 * @param version of the block after the change
 * @param claims the claims' table after the change, with null for free places
 * @param nodes the table of nodes after the change
 * @param late results ignored so far
 * @param runs tasks that changed
 * @param past attempts to put on record
 * @param fold the partial, when this change folds the block
 * @param growth tasks that were added; null for none
 * @param reopened the generation that this change opens; null for none
 * @param elders first copies of tasks that may have a second one, after the change
 */
public record BlockChange(
        long version,
        Stopping stopping,
        List<@Nullable LiveClaim> claims,
        List<String> nodes,
        int late,
        List<Run> runs,
        List<PastAttempt> past,
        @Nullable Folded fold,
        @Nullable Growth growth,
        @Nullable Reopened reopened,
        List<TaskBlock.Elder> elders) {

    /** Whether and why nothing of a block starts any more. */
    public enum Stopping {
        NO,
        CANCELLED,
        FAILED
    }

    /**
     * Consecutive tasks that changed alike.
     *
     * @param from index of the first
     * @param claim place of their claim in the table, from 1; 0 for none
     * @param node place of the node that ended them in the table, from 1; 0 for none
     * @param start when they started, milliseconds since the epoch; 0 for not
     * @param due when they may run again, milliseconds since the epoch; 0 for at once
     * @param endings what they returned; null unless they succeeded just now
     */
    public record Run(
            int from,
            int count,
            TaskState state,
            int attempt,
            int claim,
            int node,
            long start,
            long due,
            @Nullable List<Ended> endings) {}

    /** What a task returned, when it started (milliseconds since the epoch), how long it ran. */
    public record Ended(DataRef result, long start, float runMillis) {}

    /** The block was folded; null partial: there was nothing to fold. */
    public record Folded(@Nullable DataRef partial, boolean keepResults) {}

    /** The block is of a new generation; whether what it was folded to stays. */
    public record Reopened(int generation, boolean folded) {}

    /** Tasks that were added to the block of an open job, and what it knows of additions now. */
    public record Growth(int from, List<byte[]> items, TaskBlock.Growing growing) {}
}
