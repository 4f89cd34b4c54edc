package io.gridmill.task.builtin.matrix;

import io.gridmill.task.TaskFailure;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the elements of a binary matrix, row by row. Not thread-safe. */
final class BinaryElements implements Closeable {
    private static final int CHUNK = 8192;

    private final String matrix;
    private final InputStream in;
    private final byte[] bytes = new byte[CHUNK * Double.BYTES];
    private long row;

    /**
     * @param matrix its name in messages
     * @param firstRow its row where {@code in} begins, from 0
     */
    BinaryElements(String matrix, long firstRow, InputStream in) {
        this.matrix = matrix;
        this.row = firstRow;
        this.in = in;
    }

    /**
     * The next row: leaves out {@code before} elements, takes {@code count}, leaves out the rest.
     *
     * @throws TaskFailure where an element is not finite
     */
    void row(int before, int count, int after, double[] to, int at)
            throws IOException, TaskFailure {
        in.skipNBytes((long) before * Double.BYTES);
        int done = 0;
        while (done < count) {
            int part = Math.min(CHUNK, count - done);
            if (in.readNBytes(bytes, 0, part * Double.BYTES) < part * Double.BYTES) {
                throw new EOFException("Matrix " + matrix + " is cut in row " + row);
            }
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(to, at + done, part);
            checkFinite(before + done, part, to, at + done);
            done += part;
        }
        in.skipNBytes((long) after * Double.BYTES);
        row++;
    }

    private void checkFinite(int column, int count, double[] values, int at) throws TaskFailure {
        double sum = 0;
        for (int i = at; i < at + count; i++) {
            // 0 for what is finite, else NaN; cheaper than a branch for each.
            sum += values[i] * 0;
        }
        if (sum == 0) {
            return;
        }
        int i = 0;
        while (Double.isFinite(values[at + i])) {
            i++;
        }
        throw TaskFailure.giveUp(
                "matrix-not-finite",
                "Row "
                        + (row + 1)
                        + ", column "
                        + (column + i + 1)
                        + " of matrix "
                        + matrix
                        + " is infinite or not a number; give finite elements only");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
