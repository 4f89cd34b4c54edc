package io.gridmill.cluster.store;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import java.util.Map;

/** Changes nothing on a backup; once it has run, all that was sent before it has run too. */
final class BackupBarrier extends BackupProcessor<BlockKey, TaskBlock> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean process(Map.Entry<BlockKey, TaskBlock> entry) {
        return true;
    }

    @Override
    public int getClassId() {
        return ProcessorFactory.BACKUP_BARRIER;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
}
