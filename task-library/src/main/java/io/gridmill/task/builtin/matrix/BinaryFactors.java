package io.gridmill.task.builtin.matrix;

import io.gridmill.task.JobInput;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.IOException;

/** Matrices as {@link BinaryLayout} describes them: a band of A is held, B streams by. */
record BinaryFactors() implements Factors {

    @Override
    public FactorReader open(TileGrid grid, MatrixTile tile, TaskContext context)
            throws IOException, TaskFailure {
        JobInput input = context.input();
        long rowBytes = (long) grid.inner() * Double.BYTES;
        long leftAt = BinaryLayout.HEADER + tile.row() * rowBytes;
        double[] band = new double[tile.rows() * grid.inner()];
        try (BinaryElements left =
                new BinaryElements("A", tile.row(), input.open(leftAt, tile.rows() * rowBytes))) {
            for (int row = 0; row < tile.rows(); row++) {
                context.checkStopped();
                left.row(0, grid.inner(), 0, band, row * grid.inner());
            }
        }
        long rightAt = 2L * BinaryLayout.HEADER + grid.rows() * rowBytes;
        long rightBytes = (long) grid.inner() * grid.columns() * Double.BYTES;
        BinaryElements right = new BinaryElements("B", 0, input.open(rightAt, rightBytes));
        return new Reader(grid, tile, band, right);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reader(TileGrid grid, MatrixTile tile, double[] band, BinaryElements right)
            implements FactorReader {

        @Override
        public void left(int row, int from, int count, double[] to) {
            System.arraycopy(band, row * grid.inner() + from, to, 0, count);
        }

        @Override
        public void right(double[] to) throws IOException, TaskFailure {
            int after = grid.columns() - tile.column() - tile.columns();
            right.row(tile.column(), tile.columns(), after, to, 0);
        }

        @Override
        public void close() throws IOException {
            right.close();
        }
    }
}
