package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a block out; answers whether there was one. A processor, for Hazelcast's {@code removeAsync}
 * and {@code deleteAsync} look for an entry where it would be without the map's {@link
 * BlockPlacement}.
 */
final class RemoveBlock extends OwnedProcessor<BlockKey, TaskBlock, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean process(Map.Entry<BlockKey, TaskBlock> entry) {
        deciding();
        boolean there = entry.getValue() != null;
        if (there) {
            remove(entry);
        }
        return there;
    }

    @SuppressWarnings("NullAway") // Hazelcast removes an entry whose value is set to null
    private static void remove(Map.Entry<BlockKey, TaskBlock> entry) {
        entry.setValue(null);
    }

    @Override
    public @Nullable EntryProcessor<BlockKey, TaskBlock, Boolean> getBackupProcessor() {
        return new Outcome();
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.REMOVE_BLOCK;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}

    /** The same on a backup. */
    static final class Outcome extends BackupProcessor<BlockKey, TaskBlock> {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean process(Map.Entry<BlockKey, TaskBlock> entry) {
            remove(entry);
            return true;
        }

        @Override
        public int getClassId() {
            return ProcessorFactory.REMOVE_BLOCK_OUTCOME;
        }

        @Override
        public void writeData(ObjectDataOutput out) {}

        @Override
        public void readData(ObjectDataInput in) {}
    }
}
