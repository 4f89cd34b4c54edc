package io.gridmill.task.builtin.matrix;

import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.IOException;
import java.util.Arrays;

/**
 * Computes one tile. The inner index goes in blocks that fit into the caches; of each block the rows
 * of A and the columns of B are packed into panels in the order in which the kernel reads them.
 */
final class TileProduct {
    /** Inner indices of a block: a panel of B then fits into a first-level cache beside one of A. */
    private static final int DEPTH = 128;

    private final FactorReader factors;
    private final PanelKernel kernel;
    private final int rows;
    private final int columns;
    private final int inner;

    /** Rows and columns rounded up to whole panels; what is beyond the tile is 0. */
    private final int paddedRows;

    private final int paddedColumns;
    private final double[] left;
    private final double[] right;
    private final double[] product;
    private final double[] line;

    TileProduct(TileGrid grid, MatrixTile tile, FactorReader factors, PanelKernel kernel) {
        this.factors = factors;
        this.kernel = kernel;
        rows = tile.rows();
        columns = tile.columns();
        inner = grid.inner();
        paddedRows = Math.ceilDiv(rows, PanelKernel.ROWS) * PanelKernel.ROWS;
        paddedColumns = Math.ceilDiv(columns, kernel.columns()) * kernel.columns();
        left = new double[paddedRows * DEPTH];
        right = new double[paddedColumns * DEPTH];
        product = new double[paddedRows * paddedColumns];
        line = new double[Math.max(DEPTH, paddedColumns)];
    }

    /** The elements of the tile, row by row without gaps; computed once. */
    double[] compute(TaskContext context) throws IOException, TaskFailure {
        for (int from = 0; from < inner; from += DEPTH) {
            int depth = Math.min(DEPTH, inner - from);
            context.progress((double) from / inner);
            packLeft(from, depth, context);
            packRight(depth, context);
            multiply(depth, context);
        }
        return withoutPadding();
    }

    private void packLeft(int from, int depth, TaskContext context)
            throws IOException, TaskFailure {
        for (int row = 0; row < rows; row++) {
            if (row % 64 == 0) {
                context.checkStopped();
            }
            factors.left(row, from, depth, line);
            int place = row % PanelKernel.ROWS;
            int at = (row - place) * depth + place;
            for (int k = 0; k < depth; k++) {
                left[at + k * PanelKernel.ROWS] = line[k];
            }
        }
    }

    private void packRight(int depth, TaskContext context) throws IOException, TaskFailure {
        int width = kernel.columns();
        Arrays.fill(line, 0);
        for (int k = 0; k < depth; k++) {
            if (k % 16 == 0) {
                context.checkStopped();
            }
            factors.right(line);
            for (int column = 0; column < paddedColumns; column += width) {
                System.arraycopy(line, column, right, column * depth + k * width, width);
            }
        }
    }

    private void multiply(int depth, TaskContext context) {
        for (int column = 0; column < paddedColumns; column += kernel.columns()) {
            context.checkStopped();
            for (int row = 0; row < paddedRows; row += PanelKernel.ROWS) {
                kernel.multiply(
                        left,
                        row * depth,
                        right,
                        column * depth,
                        depth,
                        product,
                        row * paddedColumns + column,
                        paddedColumns);
            }
        }
    }

    private double[] withoutPadding() {
        for (int row = 1; row < rows; row++) {
            System.arraycopy(product, row * paddedColumns, product, row * columns, columns);
        }
        return Arrays.copyOf(product, rows * columns);
    }
}
