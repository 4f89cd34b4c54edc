package io.gridmill.cluster.store;

import com.hazelcast.spi.merge.MergingValue;
import io.gridmill.ledger.BlockMerge;
import io.gridmill.ledger.TaskBlock;

/** What becomes of a block that both sides of a split have. */
public final class BlockMergePolicy extends JoinPolicy<TaskBlock, MergingValue<TaskBlock>> {
    @Override
    TaskBlock join(TaskBlock ours, TaskBlock theirs) {
        return BlockMerge.join(ours, theirs);
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.BLOCK_MERGE;
    }
}
