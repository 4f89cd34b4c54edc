package io.gridmill.cluster.blob;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * After a split the record knows the holders and the references of both sides. What one side
 * released meanwhile comes back and costs disk until its job is deleted; nothing is lost.
 */
public final class BlobMerge
        implements SplitBrainMergePolicy<
                        BlobRecord, MergingValue<BlobRecord>, @Nullable BlobRecord>,
                IdentifiedDataSerializable {

    @Override
    public @Nullable BlobRecord merge(
            MergingValue<BlobRecord> merging, @Nullable MergingValue<BlobRecord> existing) {
        BlobRecord theirs = merging.getDeserializedValue();
        BlobRecord ours = existing == null ? null : existing.getDeserializedValue();
        if (ours == null || theirs == null) {
            return ours == null ? theirs : ours;
        }
        return ours.joinedWith(theirs);
    }

    @Override
    public int getFactoryId() {
        return BlobTypes.FACTORY;
    }

    @Override
    public int getClassId() {
        return BlobTypes.MERGE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        BlobWire.writeFormat(out);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        BlobWire.readFormat(in);
    }
}
