package io.gridmill.cluster.blob;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How records and changes stand in bytes. Whoever writes one writes the format number first. */
final class BlobWire {

    /** Of everything this package sends. */
    static final byte FORMAT = 1;

    private BlobWire() {}

    static void writeFormat(ObjectDataOutput out) throws IOException {
        out.writeByte(FORMAT);
    }

    static void readFormat(ObjectDataInput in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(
                    "Blob format %d, but this build knows %d: run one version of Gridmill on all members"
                            .formatted(format, FORMAT));
        }
    }

    static String readText(ObjectDataInput in) throws IOException {
        return Objects.requireNonNull(in.readString());
    }

    static void writeTexts(ObjectDataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeString(text);
        }
    }

    static List<String> readTexts(ObjectDataInput in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    static void writeRecord(ObjectDataOutput out, @Nullable BlobRecord blob) throws IOException {
        out.writeBoolean(blob != null);
        if (blob == null) {
            return;
        }
        out.writeLong(blob.size());
        writeTexts(out, blob.holders());
        out.writeInt(blob.references().size());
        for (Map.Entry<String, Long> reference : blob.references().entrySet()) {
            out.writeString(reference.getKey());
            out.writeLong(reference.getValue());
        }
    }

    static @Nullable BlobRecord readRecord(ObjectDataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long size = in.readLong();
        var holders = readTexts(in);
        var references = new TreeMap<String, Long>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            references.put(readText(in), in.readLong());
        }
        return new BlobRecord(size, holders, references);
    }

    static void writeChange(ObjectDataOutput out, BlobChange change) throws IOException {
        switch (change) {
            case BlobChange.Enlist(long size, String holder, String commit) -> {
                out.writeByte(1);
                out.writeLong(size);
                writeTexts(out, List.of(holder, commit));
            }
            case BlobChange.Hold(String holder) -> {
                out.writeByte(2);
                out.writeString(holder);
            }
            case BlobChange.Refer(String reference, long until) -> {
                out.writeByte(3);
                out.writeString(reference);
                out.writeLong(until);
            }
            case BlobChange.Settle(String commit, String reference, long until, String absent) -> {
                out.writeByte(4);
                out.writeLong(until);
                writeTexts(out, List.of(commit, reference, absent));
            }
            case BlobChange.Release(String reference) -> {
                out.writeByte(5);
                out.writeString(reference);
            }
            case BlobChange.ReleaseAll(String prefix) -> {
                out.writeByte(6);
                out.writeString(prefix);
            }
            case BlobChange.Tidy(long now, List<String> gone) -> {
                out.writeByte(7);
                out.writeLong(now);
                writeTexts(out, gone);
            }
        }
    }

    static BlobChange readChange(ObjectDataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 1 -> {
                long size = in.readLong();
                var texts = readTexts(in);
                yield new BlobChange.Enlist(size, texts.get(0), texts.get(1));
            }
            case 2 -> new BlobChange.Hold(readText(in));
            case 3 -> new BlobChange.Refer(readText(in), in.readLong());
            case 4 -> {
                long until = in.readLong();
                var texts = readTexts(in);
                yield new BlobChange.Settle(texts.get(0), texts.get(1), until, texts.get(2));
            }
            case 5 -> new BlobChange.Release(readText(in));
            case 6 -> new BlobChange.ReleaseAll(readText(in));
            case 7 -> new BlobChange.Tidy(in.readLong(), readTexts(in));
            default -> throw new IOException("Blob change of unknown kind " + kind);
        };
    }
}
