package io.gridmill.task.builtin.csv;

import io.gridmill.task.Source;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;

/** Reads a run group by group. */
final class RunReader implements Closeable {
    static final Comparator<RunReader> BY_KEY =
            (a, b) -> Arrays.compareUnsigned(a.key, 0, a.length, b.key, 0, b.length);

    /** Values come from a row of 1 MiB; other encodings and zeros take more bytes. */
    private static final int LONGEST_KEY = 4 * RowReader.LONGEST_ROW;

    private final RunInput in;
    private byte[] key = new byte[64];
    private int length;

    RunReader(Source source) throws IOException {
        this.in = new RunInput(source);
        var _ = badRows(in);
    }

    /** Reads the beginning of a run. */
    static BadRows badRows(RunInput in) throws IOException {
        long format = in.number();
        if (format != RunWriter.FORMAT) {
            throw new IOException(
                    "A run of groups has format "
                            + format
                            + ", this node reads format "
                            + RunWriter.FORMAT
                            + "; run the same version of Gridmill on all nodes");
        }
        return BadRows.read(in);
    }

    /** Goes to the next group, or the first, whose state is then to be absorbed; false at the end. */
    boolean next() throws IOException {
        if (in.number(1) == 0) {
            return false;
        }
        int shared = (int) in.number(length);
        int more = (int) in.number(LONGEST_KEY);
        length = shared + more;
        if (length > key.length) {
            key = Arrays.copyOf(key, Math.max(length, 2 * key.length));
        }
        in.bytes(key, shared, more);
        return true;
    }

    /** The key at the beginning of an array that the next call of {@link #next} changes. */
    byte[] key() {
        return key;
    }

    int length() {
        return length;
    }

    boolean isAt(byte[] other, int otherLength) {
        return Arrays.equals(key, 0, length, other, 0, otherLength);
    }

    /** Adds the state of the group to another; once for each group. */
    void absorbInto(GroupState state) throws IOException {
        state.absorb(in);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
