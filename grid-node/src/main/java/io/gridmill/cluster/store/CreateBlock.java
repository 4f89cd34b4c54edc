package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.engine.RecordHooks;
import io.gridmill.ledger.BlockCodec;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a block where there is none; a split that is repeated changes nothing. */
final class CreateBlock extends OwnedProcessor<BlockKey, TaskBlock, Boolean> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable TaskBlock block;

    /** For deserialisation. */
    CreateBlock() {}

    CreateBlock(TaskBlock block) {
        this.block = block;
    }

    @Override
    public Boolean process(Map.Entry<BlockKey, TaskBlock> entry) {
        RecordHooks hooks = deciding();
        TaskBlock fresh = Objects.requireNonNull(block);
        boolean created = entry.getValue() == null;
        if (created) {
            entry.setValue(fresh);
            hooks.block(entry.getKey(), fresh);
        }
        return created;
    }

    @Override
    public @Nullable EntryProcessor<BlockKey, TaskBlock, Boolean> getBackupProcessor() {
        // Also where the block was there: a repetition is answered when the backups know it.
        return new PutBlock(Objects.requireNonNull(block));
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.CREATE_BLOCK;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        BlockCodec.write(Objects.requireNonNull(block), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        block = BlockCodec.read(in);
    }

    /** The same on a backup. */
    static final class PutBlock extends BackupProcessor<BlockKey, TaskBlock> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable TaskBlock block;

        /** For deserialisation. */
        PutBlock() {}

        PutBlock(TaskBlock block) {
            this.block = block;
        }

        @Override
        public Boolean process(Map.Entry<BlockKey, TaskBlock> entry) {
            if (entry.getValue() == null) {
                entry.setValue(Objects.requireNonNull(block));
            }
            return true;
        }

        @Override
        public int getClassId() {
            return ProcessorFactory.PUT_BLOCK;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            BlockCodec.write(Objects.requireNonNull(block), out);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            block = BlockCodec.read(in);
        }
    }
}
