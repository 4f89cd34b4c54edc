package io.gridmill.split;

import io.gridmill.job.BlockPlan;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.task.Split;

/** How many tasks a block holds. Pure. */
public final class BlockSizing {
    private static final int BLOCKS_PER_SLOT = 4;
    private static final int STREAMED_BLOCK = 64;

    /** The plan of an open job: its items stand in the block, and nobody knows how many will come. */
    public static final BlockPlan OPEN = new BlockPlan(BlockPlan.UNKNOWN, STREAMED_BLOCK);

    private BlockSizing() {}

    /**
     * The plan for a job. Few tasks give small blocks, so that every slot finds one; many give full
     * blocks, which cost least. Streamed items stand in the block, so it holds fewer of them.
     *
     * @param slots slots of the whole grid, at least 1
     */
    public static BlockPlan plan(Split<?> split, int slots) {
        return switch (split) {
            case Split.Indexed<?> indexed ->
                    new BlockPlan(
                            indexed.count(), size(indexed.count(), slots, TaskBlock.MAX_TASKS));
            case Split.Streamed<?> streamed ->
                    streamed.count().isPresent()
                            ? new BlockPlan(
                                    BlockPlan.UNKNOWN,
                                    size(streamed.count().getAsLong(), slots, STREAMED_BLOCK))
                            : new BlockPlan(BlockPlan.UNKNOWN, STREAMED_BLOCK);
        };
    }

    private static int size(long tasks, int slots, int most) {
        long perBlock = Math.ceilDiv(tasks, (long) BLOCKS_PER_SLOT * Math.max(1, slots));
        return Math.clamp(perBlock, 1, most);
    }
}
