package io.gridmill.cluster.store;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.gridmill.job.Wire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Merges records after a split by a function that joins two of them; what only one side has stays.
 * What one side deleted meanwhile comes back, and is deleted again when its time is over.
 */
abstract sealed class JoinPolicy<V, M extends MergingValue<V>>
        implements SplitBrainMergePolicy<V, M, @Nullable V>, IdentifiedDataSerializable
        permits BlockMergePolicy, JobMergePolicy, SettingsMergePolicy {
    private static final int FORMAT = 1;

    /** One record that knows what both know. */
    abstract V join(V ours, V theirs);

    @Override
    public @Nullable V merge(M merging, @Nullable M existing) {
        V theirs = merging.getDeserializedValue();
        V ours = existing == null ? null : existing.getDeserializedValue();
        if (ours == null || theirs == null) {
            return ours == null ? theirs : ours;
        }
        return join(ours, theirs);
    }

    @Override
    public int getFactoryId() {
        return ProcessorFactory.ID;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        Wire.format(out, FORMAT);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A merge policy");
    }
}
