package io.gridmill.task.builtin.matrix;

import io.gridmill.task.JobInput;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.IOException;

/**
 * Matrices as CSV: a band of A is held, B streams by.
 *
 * @param leftAt where the tile's rows of A begin, in bytes
 * @param leftLine the line there, from 1
 * @param rightAt where B begins, in bytes
 * @param rightLine the line there, from 1
 */
record CsvFactors(long leftAt, long leftLine, long rightAt, long rightLine) implements Factors {

    @Override
    public FactorReader open(TileGrid grid, MatrixTile tile, TaskContext context)
            throws IOException, TaskFailure {
        JobInput input = context.input();
        double[] band = new double[tile.rows() * grid.inner()];
        try (CsvRows left =
                new CsvRows("A", leftLine, grid.inner(), input.open(leftAt, rightAt - leftAt))) {
            for (int row = 0; row < tile.rows(); row++) {
                context.checkStopped();
                left.row(0, grid.inner(), band, row * grid.inner());
            }
        }
        CsvRows right =
                new CsvRows(
                        "B",
                        rightLine,
                        grid.columns(),
                        input.open(rightAt, input.size() - rightAt));
        return new Reader(grid, tile, band, right);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Reader(TileGrid grid, MatrixTile tile, double[] band, CsvRows right)
            implements FactorReader {

        @Override
        public void left(int row, int from, int count, double[] to) {
            System.arraycopy(band, row * grid.inner() + from, to, 0, count);
        }

        @Override
        public void right(double[] to) throws IOException, TaskFailure {
            right.row(tile.column(), tile.columns(), to, 0);
        }

        @Override
        public void close() throws IOException {
            right.close();
        }
    }
}
