package io.gridmill.engine;

import io.gridmill.job.DataRef;
import io.gridmill.job.Wire;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Partials of one member on their way to the last step.
 *
 * @param blocks numbers of the blocks that they cover
 */
record Partials(BitSet blocks, List<Part> parts) {

    /** A partial and the number of the first block in it. */
    record Part(int block, DataRef data) {}

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        Wire.format(out, 1);
        Wire.longs(out, blocks.toLongArray());
        Wire.varint(out, parts.size());
        for (Part part : parts) {
            Wire.varint(out, part.block);
            Wire.data(out, part.data);
        }
        return bytes.toByteArray();
    }

    static Partials read(DataInput in) throws IOException {
        Wire.expectFormat(in, 1, "Partials");
        BitSet blocks = BitSet.valueOf(Wire.longs(in));
        int size = Wire.length(in);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            parts.add(new Part((int) Wire.varint(in), Wire.requiredData(in)));
        }
        return new Partials(blocks, parts);
    }
}
