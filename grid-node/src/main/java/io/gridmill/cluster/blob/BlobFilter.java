package io.gridmill.cluster.blob;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.query.Predicate;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Which records are looked for. */
abstract sealed class BlobFilter
        implements Predicate<String, BlobRecord>, IdentifiedDataSerializable {
    private static final long serialVersionUID = 1L;

    abstract boolean matches(BlobRecord blob);

    @Override
    public final boolean apply(Map.Entry<String, BlobRecord> entry) {
        return matches(entry.getValue());
    }

    @Override
    public final int getFactoryId() {
        return BlobTypes.FACTORY;
    }

    /** Records with a reference that begins so. */
    static final class Referenced extends BlobFilter {
        private static final long serialVersionUID = 1L;

        private transient String prefix = "";

        Referenced() {}

        Referenced(String prefix) {
            this.prefix = prefix;
        }

        @Override
        boolean matches(BlobRecord blob) {
            return blob.hasReference(prefix);
        }

        @Override
        public int getClassId() {
            return BlobTypes.REFERENCED;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            BlobWire.writeFormat(out);
            out.writeString(prefix);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            BlobWire.readFormat(in);
            prefix = BlobWire.readText(in);
        }
    }

    /** Records with too few living holders, a member that is away, or a lease that is over. */
    static final class Attention extends BlobFilter {
        private static final long serialVersionUID = 1L;

        private transient List<String> members = List.of();
        private transient int copies;
        private transient long now;

        Attention() {}

        /**
         * @param members UUIDs of the members there are
         * @param copies living holders that a blob shall have
         * @param now epoch milliseconds
         */
        Attention(List<String> members, int copies, long now) {
            this.members = List.copyOf(members);
            this.copies = copies;
            this.now = now;
        }

        @Override
        boolean matches(BlobRecord blob) {
            return (blob.holders().size() < copies && !blob.isInCommit(members))
                    || !members.containsAll(blob.holders())
                    || blob.references().entrySet().stream().anyMatch(this::isOver);
        }

        private boolean isOver(Map.Entry<String, Long> reference) {
            return reference.getValue() <= now
                    || BlobRecord.committer(reference.getKey())
                            .filter(member -> !members.contains(member))
                            .isPresent();
        }

        @Override
        public int getClassId() {
            return BlobTypes.ATTENTION;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            BlobWire.writeFormat(out);
            BlobWire.writeTexts(out, members);
            out.writeInt(copies);
            out.writeLong(now);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            BlobWire.readFormat(in);
            members = BlobWire.readTexts(in);
            copies = in.readInt();
            now = in.readLong();
        }
    }
}
