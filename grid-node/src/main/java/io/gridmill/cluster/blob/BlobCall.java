package io.gridmill.cluster.blob;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What one member asks of another's store. An answer never is an exception, so that no class has to
 * be known on both sides for an error to be understood.
 *
 * @param <T> the answer
 */
abstract sealed class BlobCall<T extends @Nullable Object>
        implements Callable<T>, HazelcastInstanceAware, IdentifiedDataSerializable {

    private transient @Nullable HazelcastInstance instance;

    abstract T ask(@Nullable BlobService service);

    @Override
    public final T call() {
        Object store =
                instance == null ? null : instance.getUserContext().get(BlobStore.CONTEXT_KEY);
        return ask(store instanceof BlobStore blobs ? blobs.awaitService() : null);
    }

    @Override
    public final void setHazelcastInstance(HazelcastInstance hazelcastInstance) {
        instance = hazelcastInstance;
    }

    @Override
    public final int getFactoryId() {
        return BlobTypes.FACTORY;
    }

    /** Some bytes of a file; null where it is not here. */
    static final class ReadPiece extends BlobCall<byte @Nullable []> {
        private transient String digest = "";
        private transient long offset;
        private transient int length;

        ReadPiece() {}

        ReadPiece(String digest, long offset, int length) {
            this.digest = digest;
            this.offset = offset;
            this.length = length;
        }

        @Override
        byte @Nullable [] ask(@Nullable BlobService service) {
            return service == null ? null : service.piece(digest, offset, length);
        }

        @Override
        public int getClassId() {
            return BlobTypes.READ_PIECE;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            BlobWire.writeFormat(out);
            out.writeString(digest);
            out.writeLong(offset);
            out.writeInt(length);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            BlobWire.readFormat(in);
            digest = BlobWire.readText(in);
            offset = in.readLong();
            length = in.readInt();
        }
    }

    /** Be one more holder: a {@link HoldAnswer} by its number. */
    static final class HoldFile extends BlobCall<Integer> {
        private transient String digest = "";
        private transient long size;
        private transient List<String> sources = List.of();
        private transient byte @Nullable [] content;

        HoldFile() {}

        /**
         * @param sources UUIDs of members that have the file; none: only what lies on the disk
         * @param content the whole of a small blob, null for others
         */
        HoldFile(String digest, long size, List<String> sources, byte @Nullable [] content) {
            this.digest = digest;
            this.size = size;
            this.sources = List.copyOf(sources);
            this.content = content;
        }

        @Override
        Integer ask(@Nullable BlobService service) {
            var answer =
                    service == null
                            ? HoldAnswer.FAILED
                            : service.hold(digest, size, sources, content);
            return answer.number();
        }

        @Override
        public int getClassId() {
            return BlobTypes.HOLD_FILE;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            BlobWire.writeFormat(out);
            out.writeString(digest);
            out.writeLong(size);
            BlobWire.writeTexts(out, sources);
            out.writeByteArray(content);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            BlobWire.readFormat(in);
            digest = BlobWire.readText(in);
            size = in.readLong();
            sources = BlobWire.readTexts(in);
            content = in.readByteArray();
        }
    }

    /** Delete the files of these digests that the records no longer list: how many went. */
    static final class DropFiles extends BlobCall<Integer> {
        private transient List<String> digests = List.of();

        DropFiles() {}

        DropFiles(List<String> digests) {
            this.digests = List.copyOf(digests);
        }

        @Override
        Integer ask(@Nullable BlobService service) {
            return service == null ? 0 : service.drop(digests);
        }

        @Override
        public int getClassId() {
            return BlobTypes.DROP_FILES;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            BlobWire.writeFormat(out);
            BlobWire.writeTexts(out, digests);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            BlobWire.readFormat(in);
            digests = BlobWire.readTexts(in);
        }
    }
}
