package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.engine.RecordHooks;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.EventCodec;
import io.gridmill.ledger.TaskBlock;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds tasks to the block of an open job, or seals it. */
final class GrowBlock extends OwnedProcessor<BlockKey, TaskBlock, BlockGrowth.Answer> {
    private static final long serialVersionUID = 1L;

    private transient BlockGrowth.@Nullable Append append;
    private transient @Nullable EntryProcessor<?, ?, ?> backup;

    /** For deserialisation. */
    GrowBlock() {}

    GrowBlock(BlockGrowth.Append append) {
        this.append = append;
    }

    @Override
    public BlockGrowth.Answer process(Map.Entry<BlockKey, TaskBlock> entry) {
        RecordHooks hooks = deciding();
        TaskBlock before = entry.getValue();
        BlockGrowth.Decision decision = BlockGrowth.decide(before, Objects.requireNonNull(append));
        TaskBlock after = decision.block();
        // Where nothing changed, an earlier copy did it: its backups must know before the answer.
        backup = new BackupBarrier();
        if (after != null && after != before) {
            entry.setValue(after);
            backup =
                    decision.change() == null
                            ? new CreateBlock.PutBlock(after)
                            : new BlockOutcome(decision.change());
            // An empty block only marks where the job ends: there is nothing to offer or to count.
            if (after.head().size() > 0) {
                hooks.block(entry.getKey(), after);
            }
        }
        return decision.answer();
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable EntryProcessor<BlockKey, TaskBlock, BlockGrowth.Answer> getBackupProcessor() {
        // The answer's type does not matter on a backup: nobody reads it.
        return (EntryProcessor<BlockKey, TaskBlock, BlockGrowth.Answer>) backup;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.GROW_BLOCK;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        EventCodec.writeAppend(Objects.requireNonNull(append), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        append = EventCodec.readAppend(in);
    }
}
