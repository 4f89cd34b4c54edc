package io.gridmill.task.builtin.matrix;

import io.gridmill.task.JobInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A binary matrix: the number of rows and the number of columns, 8 bytes each, then the elements row
 * by row as IEEE 754 doubles; everything little endian. Two of them one after the other are the
 * input of a product, one is its answer, so that {@code cat} makes an input of two answers.
 *
 * @param rows rows of A
 * @param inner columns of A and rows of B
 * @param columns columns of B
 */
record BinaryLayout(int rows, int inner, int columns) implements GivenMatrices {
    /** Bytes before the elements. */
    static final int HEADER = 2 * Long.BYTES;

    static BinaryLayout of(JobInput input) throws IOException {
        ByteBuffer left = header("A", input, 0);
        long rows = left.getLong();
        long inner = left.getLong();
        BadMatrices.checkSide("A", rows, inner);
        long rightAt = HEADER + rows * inner * Double.BYTES;
        ByteBuffer right = header("B", input, rightAt);
        long rightRows = right.getLong();
        long columns = right.getLong();
        BadMatrices.checkSide("B", rightRows, columns);
        BadMatrices.checkInner(rows, inner, rightRows, columns);
        long wanted = rightAt + HEADER + rightRows * columns * Double.BYTES;
        if (input.size() != wanted) {
            throw BadMatrices.format(
                    "matrices of %d x %d and %d x %d (rows x columns) with their headers are %d bytes, there are %d"
                            .formatted(rows, inner, rightRows, columns, wanted, input.size()));
        }
        return new BinaryLayout((int) rows, (int) inner, (int) columns);
    }

    @Override
    public TileGrid grid(int tileSize) {
        return TileGrid.given(rows, inner, columns, tileSize);
    }

    @Override
    public Factors factors(MatrixTile tile) {
        return new BinaryFactors();
    }

    /** What stands before the elements of a matrix. */
    static ByteBuffer header(long rows, long columns) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(rows)
                .putLong(columns)
                .flip();
    }

    private static ByteBuffer header(String matrix, JobInput input, long at) throws IOException {
        if (input.size() < at + HEADER) {
            throw BadMatrices.format(
                    "binary matrix "
                            + matrix
                            + " should begin at byte "
                            + at
                            + " with 8 bytes each for rows and columns, the input ends at "
                            + input.size());
        }
        try (InputStream in = input.open(at, HEADER)) {
            byte[] bytes = in.readNBytes(HEADER);
            if (bytes.length < HEADER) {
                throw new EOFException("The header of matrix " + matrix + " is cut");
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
