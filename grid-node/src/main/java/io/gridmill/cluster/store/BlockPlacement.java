package io.gridmill.cluster.store;

import com.hazelcast.partition.PartitioningStrategy;
import io.gridmill.ledger.BlockKey;

/**
 * Where blocks live: the first beside its job, so that a job of one block needs one member only; the
 * others spread over all partitions.
 */
public final class BlockPlacement implements PartitioningStrategy<BlockKey> {
    private static final long serialVersionUID = 1L;

    @Override
    public Object getPartitionKey(BlockKey key) {
        return key.number() == 0 ? key.job() : key.job() + '#' + key.number();
    }
}
