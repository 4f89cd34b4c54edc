package io.gridmill.task.builtin.matrix;

import io.gridmill.task.JobInput;
import io.gridmill.task.Split;
import java.io.IOException;
import java.io.InputStream;

/** Two matrices that were given as input. */
interface GivenMatrices {

    /** The product's division into tiles. */
    TileGrid grid(int tileSize);

    /** Where the elements of one tile come from. */
    Factors factors(MatrixTile tile);

    /** One task per tile. */
    default Split<TileItem> split(int tileSize) {
        TileGrid grid = grid(tileSize);
        return Split.indexed(
                grid.tiles(),
                number -> {
                    MatrixTile tile = grid.tile(number);
                    return new TileItem(grid, tile, factors(tile));
                });
    }

    /**
     * Looks which format it is: the eighth byte of a binary matrix is the highest of its row count
     * and so 0, a byte that no CSV holds.
     *
     * @throws io.gridmill.task.BadParametersException when these are not two matrices that fit
     */
    static GivenMatrices of(JobInput input) throws IOException {
        byte[] start;
        try (InputStream in = input.open(0, Long.BYTES)) {
            start = in.readNBytes(Long.BYTES);
        }
        boolean binary = start.length == Long.BYTES && start[Long.BYTES - 1] == 0;
        return binary ? BinaryLayout.of(input) : CsvIndex.of(input);
    }
}
