package io.gridmill.task.builtin.matrix;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts tiles together to rows of the product; one row of tiles is in memory at a time. The elements
 * of a tile that is missing (its task failed and the job went on) are not numbers.
 */
final class ProductBands implements ProductAnswer.TileSink {
    private final ProductAnswer.RowSink rows;
    private @Nullable TileGrid grid;
    private double[] band = {};
    private int top;

    ProductBands(ProductAnswer.RowSink rows) {
        this.rows = rows;
    }

    @Override
    public void add(TileResult.TileHeader header, DataInputStream elements) throws IOException {
        TileGrid whole = grid == null ? begin(header.grid()) : grid;
        MatrixTile tile = header.tile();
        if (!whole.equals(header.grid()) || tile.row() < top || !header.withElements()) {
            throw new IOException("Tile " + tile + " does not belong at row " + top);
        }
        writeUpTo(tile.row(), whole);
        for (int row = 0; row < tile.rows(); row++) {
            TileResult.readRow(
                    elements, band, row * whole.columns() + tile.column(), tile.columns());
        }
    }

    private TileGrid begin(TileGrid whole) throws IOException {
        grid = whole;
        band = new double[Math.min(whole.tileRows(), whole.rows()) * whole.columns()];
        Arrays.fill(band, Double.NaN);
        rows.begin(whole.rows(), whole.columns());
        return whole;
    }

    private void writeUpTo(int row, TileGrid whole) throws IOException {
        while (top < row) {
            int height = Math.min(whole.tileRows(), whole.rows() - top);
            for (int i = 0; i < height; i++) {
                rows.row(band, i * whole.columns(), whole.columns());
            }
            Arrays.fill(band, Double.NaN);
            top += height;
        }
    }

    @Override
    public void end() throws IOException {
        if (grid != null) {
            writeUpTo(grid.rows(), grid);
        }
    }
}
