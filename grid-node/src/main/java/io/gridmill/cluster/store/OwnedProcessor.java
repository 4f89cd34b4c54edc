package io.gridmill.cluster.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.gridmill.engine.RecordHooks;
import org.jspecify.annotations.Nullable;

/**
 * An entry processor that tells the owner's hooks what it saw. Runs on the owner only; what backups
 * get is its outcome.
 */
abstract class OwnedProcessor<K, V, R extends @Nullable Object>
        implements EntryProcessor<K, V, R>, IdentifiedDataSerializable, HazelcastInstanceAware {
    private static final long serialVersionUID = 1L;

    private transient @Nullable RecordHooks hooks;

    @Override
    public final void setHazelcastInstance(HazelcastInstance instance) {
        hooks = (RecordHooks) instance.getUserContext().get(RecordHooks.CONTEXT_KEY);
    }

    final RecordHooks hooks() {
        if (hooks == null) {
            throw new IllegalStateException("The ledger's hooks are missing; this is a bug");
        }
        return hooks;
    }

    /**
     * The hooks, where this member may decide.
     *
     * @throws BelowQuorumException where too few members are in reach
     */
    final RecordHooks deciding() {
        RecordHooks known = hooks();
        if (!known.mayDecide()) {
            throw new BelowQuorumException();
        }
        return known;
    }

    @Override
    public final int getFactoryId() {
        return ProcessorFactory.ID;
    }
}
