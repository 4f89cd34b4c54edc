package io.gridmill.cluster.store;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a block to its owner's hooks, as after a partition has arrived; answers whether there is one.
 */
final class LookAtBlock extends OwnedProcessor<BlockKey, TaskBlock, Boolean> implements ReadOnly {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean process(Map.Entry<BlockKey, TaskBlock> entry) {
        TaskBlock block = entry.getValue();
        if (block == null || block.head().size() == 0) {
            return false;
        }
        hooks().block(entry.getKey(), block);
        return true;
    }

    @Override
    public @Nullable EntryProcessor<BlockKey, TaskBlock, Boolean> getBackupProcessor() {
        return null;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.LOOK_AT_BLOCK;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
}
