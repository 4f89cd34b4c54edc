package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.engine.RecordHooks;
import io.gridmill.ledger.BlockAnswer;
import io.gridmill.ledger.BlockChange;
import io.gridmill.ledger.BlockEvent;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.BlockTransitions;
import io.gridmill.ledger.EventCodec;
import io.gridmill.ledger.TaskBlock;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies an event to a block: decode, decide, store, answer; nothing else. */
final class BlockProcessor extends OwnedProcessor<BlockKey, TaskBlock, BlockAnswer> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable BlockEvent event;
    private transient @Nullable BlockChange outcome;
    private transient boolean confirms;

    /** For deserialisation. */
    BlockProcessor() {}

    BlockProcessor(BlockEvent event) {
        this.event = event;
    }

    @Override
    public BlockAnswer process(Map.Entry<BlockKey, TaskBlock> entry) {
        RecordHooks hooks = deciding();
        outcome = null;
        confirms = true;
        TaskBlock block = entry.getValue();
        if (block == null) {
            return BlockAnswer.NO_BLOCK;
        }
        BlockEvent event = Objects.requireNonNull(this.event);
        BlockTransitions.Decision decision = BlockTransitions.decide(block, event);
        confirms = decision.confirms(event);
        if (decision.change() != null) {
            outcome = decision.change();
            entry.setValue(decision.block());
            hooks.block(entry.getKey(), decision.block());
        }
        return decision.answer();
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable EntryProcessor<BlockKey, TaskBlock, BlockAnswer> getBackupProcessor() {
        // The answer's type does not matter on a backup: nobody reads it.
        EntryProcessor<?, ?, ?> backup = outcome == null ? barrier() : new BlockOutcome(outcome);
        return (EntryProcessor<BlockKey, TaskBlock, BlockAnswer>) backup;
    }

    /**
     * Where nothing changed, the answer may still confirm a change whose backups are on their way: it
     * must not come before they have arrived.
     */
    private @Nullable EntryProcessor<?, ?, ?> barrier() {
        return confirms ? new BackupBarrier() : null;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.BLOCK;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        EventCodec.write(Objects.requireNonNull(event), out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        event = EventCodec.read(in);
    }
}
