package io.gridmill.engine;

import io.gridmill.job.PlacementCodec;
import io.gridmill.job.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Who asks for hints, and what it can take.
 *
 * @param node id of the one who asks
 * @param most hints at most
 * @param used amounts of its resources that are in use, in thousandths
 */
public record Wants(String node, int most, Map<String, Long> used) {
    public Wants {
        used = Map.copyOf(used);
    }

    /** Writes it for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Wire.text(out, node);
        Wire.varint(out, most);
        PlacementCodec.writeAmounts(used, out);
    }

    /** Reads what {@link #write} wrote. */
    public static Wants read(DataInput in) throws IOException {
        return new Wants(Wire.text(in), (int) Wire.varint(in), PlacementCodec.readAmounts(in));
    }
}
