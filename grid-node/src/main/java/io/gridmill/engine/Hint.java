package io.gridmill.engine;

import io.gridmill.job.Wire;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.Share;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A block that has work to give. Whoever gets the hint claims for itself; nothing is lost with it.
 *
 * @param level how urgent its job is, 1 to 10
 * @param share which tasks of it the one who asked may claim
 * @param ready tasks of the block that wait
 * @param jobReady tasks of its job that wait on its owner
 */
public record Hint(BlockKey block, int level, Share share, int ready, long jobReady) {

    /** Writes hints for {@link #readAll}. */
    public static void writeAll(List<Hint> hints, DataOutput out) throws IOException {
        Wire.varint(out, hints.size());
        for (Hint hint : hints) {
            Wire.text(out, hint.block.job());
            Wire.varint(out, hint.block.number());
            Wire.varint(out, hint.level);
            Wire.varint(out, hint.share.of());
            Wire.varint(out, hint.share.at());
            Wire.varint(out, hint.ready);
            Wire.varint(out, hint.jobReady);
        }
    }

    /** Reads what {@link #writeAll} wrote. */
    public static List<Hint> readAll(DataInput in) throws IOException {
        int size = Wire.length(in);
        List<Hint> hints = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            hints.add(
                    new Hint(
                            new BlockKey(Wire.text(in), (int) Wire.varint(in)),
                            (int) Wire.varint(in),
                            new Share((int) Wire.varint(in), (int) Wire.varint(in)),
                            (int) Wire.varint(in),
                            Wire.varint(in)));
        }
        return hints;
    }
}
