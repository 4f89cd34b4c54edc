package io.gridmill.cluster.store;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers with a copy of a block, made on the partition's thread; null when there is none. */
final class ReadBlock
        implements EntryProcessor<BlockKey, TaskBlock, @Nullable TaskBlock>,
                ReadOnly,
                IdentifiedDataSerializable {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable TaskBlock process(Map.Entry<BlockKey, TaskBlock> entry) {
        return entry.getValue();
    }

    @Override
    public @Nullable EntryProcessor<BlockKey, TaskBlock, @Nullable TaskBlock> getBackupProcessor() {
        return null;
    }

    @Override
    public int getFactoryId() {
        return ProcessorFactory.ID;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.READ_BLOCK;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
}
