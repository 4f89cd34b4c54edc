package io.gridmill.task.builtin.csv;

import io.gridmill.task.Codec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of the input that begins where a row begins and ends where one ends.
 *
 * @param offset first byte, from 0
 * @param length number of bytes; 0 where one row reaches over the whole of a part
 * @param firstLine number of its first line in the input, from 1
 * @param layout which fields are needed
 */
public record CsvChunk(long offset, long length, long firstLine, CsvLayout layout) {
    private static final int MOST_FIELDS = 64;

    static final Codec<CsvChunk> CODEC =
            new Codec<>() {
                @Override
                public void write(CsvChunk value, DataOutputStream out) throws IOException {
                    out.writeLong(value.offset);
                    out.writeLong(value.length);
                    out.writeLong(value.firstLine);
                    out.writeInt(value.layout.fields());
                    writeFields(value.layout.groups(), out);
                    writeFields(value.layout.measures(), out);
                }

                @Override
                public CsvChunk read(DataInputStream in) throws IOException {
                    return new CsvChunk(
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            new CsvLayout(in.readInt(), readFields(in), readFields(in)));
                }
            };

    private static void writeFields(List<Integer> fields, DataOutputStream out) throws IOException {
        out.writeByte(fields.size());
        for (int field : fields) {
            out.writeInt(field);
        }
    }

    private static List<Integer> readFields(DataInputStream in) throws IOException {
        int size = in.readUnsignedByte();
        if (size > MOST_FIELDS) {
            throw new IOException("A chunk with " + size + " fields is damaged");
        }
        List<Integer> fields = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            fields.add(in.readInt());
        }
        return fields;
    }
}
