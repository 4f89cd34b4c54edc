package io.gridmill.cluster.blob;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the record that the owner decided on, or none, in the place of what a backup has. */
final class BlobOutcome
        implements EntryProcessor<String, BlobRecord, @Nullable BlobRecord>,
                IdentifiedDataSerializable {
    private static final long serialVersionUID = 1L;

    private transient @Nullable BlobRecord after;

    BlobOutcome() {}

    BlobOutcome(@Nullable BlobRecord after) {
        this.after = after;
    }

    @Override
    @SuppressWarnings("NullAway") // Hazelcast: setting null removes the entry.
    public @Nullable BlobRecord process(Map.Entry<String, BlobRecord> entry) {
        entry.setValue(after);
        return null;
    }

    @Override
    public @Nullable EntryProcessor<String, BlobRecord, @Nullable BlobRecord> getBackupProcessor() {
        return null;
    }

    @Override
    public int getFactoryId() {
        return BlobTypes.FACTORY;
    }

    @Override
    public int getClassId() {
        return BlobTypes.OUTCOME;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        BlobWire.writeFormat(out);
        BlobWire.writeRecord(out, after);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        BlobWire.readFormat(in);
        after = BlobWire.readRecord(in);
    }
}
