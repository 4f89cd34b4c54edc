package io.gridmill.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a block answers to an event.
 *
 * @param code how it went
 * @param generation of the block
 * @param refused reports that did not count, because their claim no longer held the task
 * @param granted tasks that the sender may run now
 * @param ready tasks of the block that may still be claimed
 * @param stopping whether the job stops: the sender must stop what it runs of it
 * @param lost numbers of the sender's claims that hold nothing any more
 * @param suspects whether what was granted may have been the end of a node
 */
public record BlockAnswer(
        Code code,
        int generation,
        int refused,
        List<Grant> granted,
        int ready,
        boolean stopping,
        List<Long> lost,
        boolean suspects) {
    public BlockAnswer {
        granted = List.copyOf(granted);
        lost = List.copyOf(lost);
    }

    BlockAnswer withSuspects(boolean some) {
        return new BlockAnswer(code, generation, refused, granted, ready, stopping, lost, some);
    }

    /** How it went. */
    public enum Code {
        /** It was done, now or by an earlier copy of the same event. */
        DONE,
        /** There was nothing to do, or it came too late; nothing was changed. */
        IGNORED,
        /** The block does not exist. */
        NO_BLOCK
    }

    /** There is no such block. */
    public static final BlockAnswer NO_BLOCK =
            new BlockAnswer(Code.NO_BLOCK, 0, 0, List.of(), 0, false, List.of(), false);

    /**
     * A task that was granted.
     *
     * @param index of the task in its block
     * @param attempt number of the attempt, from 1
     * @param item its item; null when it is a function of the task's number
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Grant(int index, int attempt, byte @Nullable [] item) {}
}
