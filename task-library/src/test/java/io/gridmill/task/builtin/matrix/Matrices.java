package io.gridmill.task.builtin.matrix;

import io.gridmill.task.BytesInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.NullMarked;

/** Matrices for tests, and the forms in which they are given. */
@NullMarked
final class Matrices {
    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

    private Matrices() {}

    static DMatrixRMaj random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            matrix.data[i] = random.nextGaussian();
        }
        return matrix;
    }

    /** A generated matrix as its documentation says, with the JDK's SplitMix64. */
    static DMatrixRMaj generated(int matrix, int size, long seed) {
        DMatrixRMaj generated = new DMatrixRMaj(size, size);
        for (int row = 0; row < size; row++) {
            // A first output is the mix of the seed plus one gamma.
            long before = seed + (2L * row + matrix) * GAMMA;
            SplittableRandom random = new SplittableRandom(new SplittableRandom(before).nextLong());
            for (int column = 0; column < size; column++) {
                long bits = random.nextLong() >>> 11;
                generated.set(row, column, bits / Math.pow(2, 52) - 1);
            }
        }
        return generated;
    }

    static String csv(DMatrixRMaj matrix) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < matrix.numRows; row++) {
            StringJoiner line = new StringJoiner(",", "", "\n");
            for (int column = 0; column < matrix.numCols; column++) {
                line.add(Double.toString(matrix.get(row, column)));
            }
            text.append(line);
        }
        return text.toString();
    }

    static byte[] binary(DMatrixRMaj... matrices) {
        int size = 0;
        for (DMatrixRMaj matrix : matrices) {
            size += 16 + 8 * matrix.getNumElements();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (DMatrixRMaj matrix : matrices) {
            bytes.putLong(matrix.numRows).putLong(matrix.numCols);
            for (int i = 0; i < matrix.getNumElements(); i++) {
                bytes.putDouble(matrix.data[i]);
            }
        }
        return bytes.array();
    }

    static DMatrixRMaj ofBinary(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        DMatrixRMaj matrix = new DMatrixRMaj((int) in.getLong(), (int) in.getLong());
        for (int i = 0; i < matrix.getNumElements(); i++) {
            matrix.data[i] = in.getDouble();
        }
        if (in.hasRemaining()) {
            throw new AssertionError(in.remaining() + " bytes too many");
        }
        return matrix;
    }

    static BytesInput csvInput(DMatrixRMaj left, DMatrixRMaj right) {
        return BytesInput.ofUtf8(csv(left) + "\n" + csv(right));
    }

    static BytesInput binaryInput(DMatrixRMaj left, DMatrixRMaj right) {
        return BytesInput.of(binary(left, right));
    }
}
