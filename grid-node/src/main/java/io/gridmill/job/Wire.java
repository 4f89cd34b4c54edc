package io.gridmill.job;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The small parts that records are written with. Numbers are big-endian; text is UTF-8. */
public final class Wire {
    private static final int MAX_LENGTH = 512 << 20;

    private Wire() {}

    /** Writes the format number that every record starts with. */
    public static void format(DataOutput out, int number) throws IOException {
        out.writeByte(number);
    }

    /** Reads and checks a format number; an unknown one is refused. */
    public static void expectFormat(DataInput in, int known, String what) throws IOException {
        int found = in.readByte();
        if (found != known) {
            throw new IOException(
                    what
                            + " has format "
                            + found
                            + ", this version knows "
                            + known
                            + "; all members must run the same version");
        }
    }

    /** A whole number, short when it is small. */
    public static void varint(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long varint(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("A number is longer than 64 bits; the record is damaged");
    }

    /** A count or length, refused when it cannot be true. */
    public static int length(DataInput in) throws IOException {
        long length = varint(in);
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("A length of " + length + " is damaged or too large");
        }
        return (int) length;
    }

    public static void bytes(DataOutput out, byte[] value) throws IOException {
        varint(out, value.length);
        out.write(value);
    }

    public static byte[] bytes(DataInput in) throws IOException {
        byte[] value = new byte[length(in)];
        in.readFully(value);
        return value;
    }

    public static void text(DataOutput out, String value) throws IOException {
        bytes(out, value.getBytes(StandardCharsets.UTF_8));
    }

    public static String text(DataInput in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    public static void optionalText(DataOutput out, @Nullable String value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            text(out, value);
        }
    }

    public static @Nullable String optionalText(DataInput in) throws IOException {
        return in.readBoolean() ? text(in) : null;
    }

    public static void texts(DataOutput out, List<String> values) throws IOException {
        varint(out, values.size());
        for (String value : values) {
            text(out, value);
        }
    }

    public static List<String> texts(DataInput in) throws IOException {
        int size = length(in);
        List<String> values = new ArrayList<>(Math.min(size, 1024));
        for (int i = 0; i < size; i++) {
            values.add(text(in));
        }
        return values;
    }

    public static void map(DataOutput out, Map<String, String> values) throws IOException {
        varint(out, values.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    public static Map<String, String> map(DataInput in) throws IOException {
        int size = length(in);
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            values.put(text(in), text(in));
        }
        return values;
    }

    public static void longs(DataOutput out, long[] values) throws IOException {
        varint(out, values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    public static long[] longs(DataInput in) throws IOException {
        long[] values = new long[length(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    /** A reference to bytes; null stands for none at all. */
    public static void data(DataOutput out, @Nullable DataRef value) throws IOException {
        switch (value) {
            case null -> out.writeByte(0);
            case DataRef.Inline inline -> {
                out.writeByte(1);
                bytes(out, inline.bytes());
            }
            case DataRef.Blob blob -> {
                out.writeByte(2);
                text(out, blob.digest());
                out.writeLong(blob.size());
            }
        }
    }

    public static @Nullable DataRef data(DataInput in) throws IOException {
        int tag = in.readByte();
        return switch (tag) {
            case 0 -> null;
            case 1 -> {
                byte[] bytes = bytes(in);
                yield bytes.length == 0 ? DataRef.EMPTY : new DataRef.Inline(bytes);
            }
            case 2 -> new DataRef.Blob(text(in), in.readLong());
            default -> throw new IOException("Unknown kind of data reference " + tag);
        };
    }

    /** A reference that must be there. */
    public static DataRef requiredData(DataInput in) throws IOException {
        DataRef value = data(in);
        if (value == null) {
            throw new IOException("A data reference is missing; the record is damaged");
        }
        return value;
    }
}
