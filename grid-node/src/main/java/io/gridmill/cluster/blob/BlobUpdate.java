package io.gridmill.cluster.blob;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies one change to one record and answers with the record after it; one that is unused was
 * removed. The backup gets the outcome also where nothing changed: the change may be a repeated one
 * that the backup missed. For single keys only, since it keeps the outcome of one.
 */
final class BlobUpdate
        implements EntryProcessor<String, BlobRecord, @Nullable BlobRecord>,
                IdentifiedDataSerializable {
    private static final long serialVersionUID = 1L;

    private transient @Nullable BlobChange change;
    private transient @Nullable BlobOutcome outcome;

    BlobUpdate() {}

    BlobUpdate(BlobChange change) {
        this.change = change;
    }

    @Override
    public @Nullable BlobRecord process(Map.Entry<String, BlobRecord> entry) {
        BlobRecord before = entry.getValue();
        BlobRecord after = change().applyTo(before);
        var kept = after == null || after.isUnused() ? null : after;
        outcome = new BlobOutcome(kept);
        if (!Objects.equals(before, kept)) {
            outcome.process(entry);
        }
        return after;
    }

    @Override
    public @Nullable EntryProcessor<String, BlobRecord, @Nullable BlobRecord> getBackupProcessor() {
        return outcome;
    }

    private BlobChange change() {
        if (change == null) {
            throw new IllegalStateException("not read yet");
        }
        return change;
    }

    @Override
    public int getFactoryId() {
        return BlobTypes.FACTORY;
    }

    @Override
    public int getClassId() {
        return BlobTypes.UPDATE;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        BlobWire.writeFormat(out);
        BlobWire.writeChange(out, change());
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        BlobWire.readFormat(in);
        change = BlobWire.readChange(in);
    }
}
