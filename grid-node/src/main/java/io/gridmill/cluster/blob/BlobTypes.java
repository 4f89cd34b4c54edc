package io.gridmill.cluster.blob;

import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;
import java.util.Objects;

/** The kinds of message and value that blobs send between members, by number. */
final class BlobTypes implements DataSerializableFactory {

    static final int FACTORY = 7_100;

    static final int UPDATE = 1;
    static final int OUTCOME = 2;
    static final int MERGE = 3;
    static final int REFERENCED = 4;
    static final int ATTENTION = 5;
    static final int READ_PIECE = 6;
    static final int HOLD_FILE = 7;
    static final int DROP_FILES = 8;

    static void register(SerializationConfig config) {
        config.addDataSerializableFactory(FACTORY, new BlobTypes());
        config.addSerializerConfig(
                new SerializerConfig()
                        .setTypeClass(BlobRecord.class)
                        .setImplementation(new RecordSerializer()));
    }

    @Override
    public IdentifiedDataSerializable create(int type) {
        return switch (type) {
            case UPDATE -> new BlobUpdate();
            case OUTCOME -> new BlobOutcome();
            case MERGE -> new BlobMerge();
            case REFERENCED -> new BlobFilter.Referenced();
            case ATTENTION -> new BlobFilter.Attention();
            case READ_PIECE -> new BlobCall.ReadPiece();
            case HOLD_FILE -> new BlobCall.HoldFile();
            case DROP_FILES -> new BlobCall.DropFiles();
            default -> throw new IllegalArgumentException("No blob message of type " + type);
        };
    }

    private static final class RecordSerializer implements StreamSerializer<BlobRecord> {
        @Override
        public int getTypeId() {
            return FACTORY;
        }

        @Override
        public void write(ObjectDataOutput out, BlobRecord blob) throws IOException {
            BlobWire.writeFormat(out);
            BlobWire.writeRecord(out, blob);
        }

        @Override
        public BlobRecord read(ObjectDataInput in) throws IOException {
            BlobWire.readFormat(in);
            return Objects.requireNonNull(BlobWire.readRecord(in));
        }
    }
}
