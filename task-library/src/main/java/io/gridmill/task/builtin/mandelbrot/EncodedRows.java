package io.gridmill.task.builtin.mandelbrot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Rows of pixels as {@link PixelCode} encodes them: of all but the first pixel of a row the
 * differences to the pixel at the left. What the first pixel differs from is known only where the
 * rows are put beside others.
 *
 * @param first colour of each row's first pixel
 * @param last colour of each row's last pixel
 * @param checksums Adler-32 of each row's differences
 * @param sizes number of bits of each row
 * @param bits of all rows; each starts a byte
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are written out
record EncodedRows(int[] first, int[] last, int[] checksums, int[] sizes, byte[] bits) {

    int rows() {
        return first.length;
    }

    void write(DataOutputStream out) throws IOException {
        for (int row = 0; row < rows(); row++) {
            out.writeInt(first[row]);
            out.writeInt(last[row]);
            out.writeInt(checksums[row]);
            out.writeInt(sizes[row]);
        }
        out.write(bits);
    }

    /** Reads rows; the stream holds nothing after them. */
    static EncodedRows read(DataInputStream in, int rows) throws IOException {
        int[][] columns = new int[4][rows];
        long bytes = 0;
        for (int row = 0; row < rows; row++) {
            for (int[] column : columns) {
                column[row] = in.readInt();
            }
            bytes += Math.ceilDiv(Math.max(0, columns[3][row]), Byte.SIZE);
        }
        byte[] bits = in.readAllBytes();
        if (bits.length != bytes) {
            throw new IOException(
                    "The pixels of a tile are " + bits.length + " bytes and should be " + bytes);
        }
        return new EncodedRows(columns[0], columns[1], columns[2], columns[3], bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedRows rows
                && Arrays.equals(first, rows.first)
                && Arrays.equals(last, rows.last)
                && Arrays.equals(checksums, rows.checksums)
                && Arrays.equals(sizes, rows.sizes)
                && Arrays.equals(bits, rows.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return rows() + " rows in " + bits.length + " bytes";
    }
}
