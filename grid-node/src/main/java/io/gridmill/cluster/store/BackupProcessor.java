package io.gridmill.cluster.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import org.jspecify.annotations.Nullable;

/** An outcome that a backup repeats; it answers nothing and has no backup of its own. */
abstract class BackupProcessor<K, V>
        implements EntryProcessor<K, V, Boolean>, IdentifiedDataSerializable {
    private static final long serialVersionUID = 1L;

    @Override
    public final @Nullable EntryProcessor<K, V, Boolean> getBackupProcessor() {
        return null;
    }

    @Override
    public final int getFactoryId() {
        return ProcessorFactory.ID;
    }
}
