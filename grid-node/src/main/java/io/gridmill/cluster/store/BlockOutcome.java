package io.gridmill.cluster.store;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.ledger.BlockChange;
import io.gridmill.ledger.BlockCodec;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a backup's block equal to what the owner decided. */
final class BlockOutcome extends BackupProcessor<BlockKey, TaskBlock> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable BlockChange change;

    /** For deserialisation. */
    BlockOutcome() {}

    BlockOutcome(BlockChange change) {
        this.change = change;
    }

    @Override
    public Boolean process(Map.Entry<BlockKey, TaskBlock> entry) {
        TaskBlock block = entry.getValue();
        if (block != null) {
            entry.setValue(block.apply(Objects.requireNonNull(change)));
        }
        return true;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.BLOCK_OUTCOME;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        BlockCodec.writeChange(Objects.requireNonNull(change), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        change = BlockCodec.readChange(in);
    }
}
