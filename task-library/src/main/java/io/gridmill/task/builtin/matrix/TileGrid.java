package io.gridmill.task.builtin.matrix;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How a product C = A B is divided into tiles; tiles are numbered from 0 row by row.
 *
 * @param rows rows of A and C, 1 or more
 * @param inner columns of A and rows of B, 1 or more
 * @param columns columns of B and C, 1 or more
 * @param tileRows rows of a tile; the last ones may have fewer
 * @param tileColumns columns of a tile; the last ones may have fewer
 */
record TileGrid(int rows, int inner, int columns, int tileRows, int tileColumns) {
    /** Most rows and columns of a given matrix. */
    static final int MOST = 65_536;

    /** Elements of a band of A, or of C, that are held in memory at a time: 32 MB. */
    private static final int BAND = 4 * 1024 * 1024;

    /** A row of B comes in one piece up to here; wider tiles would need more memory. */
    private static final int WIDE = 4096;

    TileGrid {
        checkRange("rows", rows);
        checkRange("inner", inner);
        checkRange("columns", columns);
        checkRange("tileRows", tileRows);
        checkRange("tileColumns", tileColumns);
    }

    private static void checkRange(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(name + " is " + value + ", must be 1 to " + MOST);
        }
    }

    /** For generated matrices, of which only the sums are wanted. */
    static TileGrid square(int size, int tileSize) {
        return new TileGrid(size, size, size, tileSize, tileSize);
    }

    /** Where a band of tiles must fit into memory, because the whole product is wanted. */
    static TileGrid banded(int size, int tileSize) {
        int tileRows = Math.clamp(BAND / size, 1, tileSize);
        return new TileGrid(size, size, size, tileRows, tileSize);
    }

    /** For matrices that are read: a band of A is held while B streams by, in full where it can. */
    static TileGrid given(int rows, int inner, int columns, int tileSize) {
        int tileRows = Math.clamp(BAND / Math.max(inner, columns), 1, tileSize);
        return new TileGrid(rows, inner, columns, tileRows, Math.min(columns, WIDE));
    }

    int tilesAcross() {
        return Math.ceilDiv(columns, tileColumns);
    }

    long tiles() {
        return (long) Math.ceilDiv(rows, tileRows) * tilesAcross();
    }

    MatrixTile tile(long number) {
        int row = (int) (number / tilesAcross()) * tileRows;
        int column = (int) (number % tilesAcross()) * tileColumns;
        return new MatrixTile(
                row,
                column,
                Math.min(tileRows, rows - row),
                Math.min(tileColumns, columns - column));
    }

    /** Whether this is one of the tiles. */
    boolean holds(MatrixTile tile) {
        return tile.row() >= 0
                && tile.row() < rows
                && tile.column() >= 0
                && tile.column() < columns
                && tile.equals(tile(number(tile)));
    }

    private long number(MatrixTile tile) {
        return (long) (tile.row() / tileRows) * tilesAcross() + tile.column() / tileColumns;
    }

    void write(DataOutputStream out) throws IOException {
        for (int value : new int[] {rows, inner, columns, tileRows, tileColumns}) {
            out.writeInt(value);
        }
    }

    static TileGrid read(DataInputStream in) throws IOException {
        try {
            return new TileGrid(
                    in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        } catch (IllegalArgumentException e) {
            throw new IOException("Not a division of a product into tiles", e);
        }
    }
}
