package io.gridmill.engine;

import io.gridmill.execute.HintTable;
import io.gridmill.job.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What tasks of one node tell those of the others.
 *
 * @param job whose tasks
 * @param entries at most {@link #MOST}
 */
public record HintNews(String job, List<HintTable.Entry> entries) {
    /** Entries of a message: 12 bytes each, 60,000 of the 65,536 that it may have. */
    static final int MOST = 5_000;

    private static final int FORMAT = 1;

    /** Writes it for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Wire.format(out, FORMAT);
        Wire.text(out, job);
        Wire.varint(out, entries.size());
        for (HintTable.Entry entry : entries) {
            out.writeInt(entry.key());
            out.writeLong(entry.value());
        }
    }

    /** Reads what {@link #write} wrote. */
    public static HintNews read(DataInput in) throws IOException {
        Wire.expectFormat(in, FORMAT, "A message of hints");
        String job = Wire.text(in);
        int size = Wire.length(in);
        if (size > MOST) {
            throw new IOException(
                    size + " hints in a message that holds " + MOST + "; it is damaged");
        }
        List<HintTable.Entry> entries = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            entries.add(new HintTable.Entry(in.readInt(), in.readLong()));
        }
        return new HintNews(job, entries);
    }
}
