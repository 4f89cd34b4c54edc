package io.gridmill.task.builtin.matrix;

import io.gridmill.task.Codec;
import io.gridmill.task.builtin.DecimalCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What one task of a {@code matrix-multiply} job returns.
 *
 * <p>Travels as the grid (5 numbers of 4 bytes), the tile (4 of them), both sums, a byte that is 1
 * where elements follow, and the elements as little endian doubles row by row.
 *
 * @param grid the division that the tile belongs to
 * @param tile the tile
 * @param sums over it
 * @param elements of the tile row by row; none where only sums are wanted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TileResult(TileGrid grid, MatrixTile tile, TileSums sums, double[] elements) {

    static final Codec<TileResult> CODEC =
            new Codec<>() {
                @Override
                public void write(TileResult value, DataOutputStream out) throws IOException {
                    new TileHeader(value.grid, value.tile, value.sums, value.elements.length > 0)
                            .write(out);
                    int columns = value.tile.columns();
                    for (int at = 0; at < value.elements.length; at += columns) {
                        writeRow(value.elements, at, columns, out);
                    }
                }

                @Override
                public TileResult read(DataInputStream in) throws IOException {
                    TileHeader header = TileHeader.read(in);
                    int columns = header.tile().columns();
                    int rows = header.withElements() ? header.tile().rows() : 0;
                    double[] elements = new double[rows * columns];
                    for (int row = 0; row < rows; row++) {
                        readRow(in, elements, row * columns, columns);
                    }
                    return new TileResult(header.grid(), header.tile(), header.sums(), elements);
                }
            };

    static void writeRow(double[] row, int from, int count, DataOutputStream out)
            throws IOException {
        byte[] bytes = new byte[count * Double.BYTES];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .put(row, from, count);
        out.write(bytes);
    }

    static void readRow(DataInputStream in, double[] to, int at, int count) throws IOException {
        byte[] bytes = new byte[count * Double.BYTES];
        in.readFully(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(to, at, count);
    }

    /** All but the elements. */
    record TileHeader(TileGrid grid, MatrixTile tile, TileSums sums, boolean withElements) {

        void write(DataOutputStream out) throws IOException {
            grid.write(out);
            out.writeInt(tile.row());
            out.writeInt(tile.column());
            out.writeInt(tile.rows());
            out.writeInt(tile.columns());
            DecimalCodec.INSTANCE.write(sums.trace(), out);
            DecimalCodec.INSTANCE.write(sums.squares(), out);
            out.writeBoolean(withElements);
        }

        static TileHeader read(DataInputStream in) throws IOException {
            TileGrid grid = TileGrid.read(in);
            MatrixTile tile =
                    new MatrixTile(in.readInt(), in.readInt(), in.readInt(), in.readInt());
            if (!grid.holds(tile)) {
                throw new IOException("Not a tile of the product: " + tile + " of " + grid);
            }
            TileSums sums =
                    new TileSums(DecimalCodec.INSTANCE.read(in), DecimalCodec.INSTANCE.read(in));
            return new TileHeader(grid, tile, sums, in.readBoolean());
        }
    }
}
