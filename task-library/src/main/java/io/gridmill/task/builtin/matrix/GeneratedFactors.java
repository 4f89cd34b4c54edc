package io.gridmill.task.builtin.matrix;

import io.gridmill.task.TaskContext;

/**
 * Matrices of pseudo-random numbers, uniform in [-1, 1), in which each element is a function of the
 * seed and its place, so that tasks need no data.
 *
 * <p>A row is a stream of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014; the same as {@link java.util.SplittableRandom}). The stream of row {@code i} of
 * matrix {@code m} (0 for A, 1 for B) starts from {@code mix(seed + (2 i + m + 1) GAMMA)}; element
 * {@code j} is its output number {@code j}, of which the upper 53 bits {@code b} make the number
 * {@code b / 2^52 - 1}.
 *
 * @param seed of both matrices
 */
record GeneratedFactors(long seed) implements Factors {
    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;

    @Override
    public FactorReader open(TileGrid grid, MatrixTile tile, TaskContext context) {
        return new FactorReader() {
            private int nextRow;

            @Override
            public void left(int row, int from, int count, double[] to) {
                fill(0, tile.row() + row, from, count, to);
            }

            @Override
            public void right(double[] to) {
                fill(1, nextRow++, tile.column(), tile.columns(), to);
            }

            @Override
            public void close() {}
        };
    }

    /** Elements of a row of a matrix, 0 for A and 1 for B. */
    void fill(int matrix, int row, int from, int count, double[] to) {
        long start = mix(seed + (2L * row + matrix + 1) * GAMMA);
        for (int j = 0; j < count; j++) {
            long bits = mix(start + (from + j + 1L) * GAMMA) >>> 11;
            to[j] = bits * 0x1p-52 - 1;
        }
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
