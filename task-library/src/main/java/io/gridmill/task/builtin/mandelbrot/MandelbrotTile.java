package io.gridmill.task.builtin.mandelbrot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What one task of a {@code mandelbrot} job returns: the pixels of its tile. Travels as x, y, width
 * and height (4 bytes each, big endian) and the pixels as {@link EncodedRows}.
 */
public final class MandelbrotTile {
    /** Larger than any tile has; a bound for what is read from elsewhere. */
    private static final int MAX_SIDE = 1024;

    private final TileArea area;
    private final EncodedRows pixels;

    MandelbrotTile(TileArea area, EncodedRows pixels) {
        if (pixels.rows() != area.height()) {
            throw new IllegalArgumentException(pixels.rows() + " rows cannot be " + area);
        }
        this.area = area;
        this.pixels = pixels;
    }

    /** Reads the result of a task. */
    public static MandelbrotTile decode(byte[] result) throws IOException {
        return read(new DataInputStream(new ByteArrayInputStream(result)));
    }

    /** First column of the tile in the picture, 0 at the left. */
    public int x() {
        return area.x();
    }

    /** First row of the tile in the picture, 0 at the top. */
    public int y() {
        return area.y();
    }

    /** Pixels in a row, 1 to 1,024. */
    public int width() {
        return area.width();
    }

    /** Rows, 1 to 1,024. */
    public int height() {
        return area.height();
    }

    EncodedRows pixels() {
        return pixels;
    }

    /**
     * The pixels row by row, three bytes (red, green, blue) each.
     *
     * @throws IOException when they are damaged
     */
    public byte[] rgb() throws IOException {
        int rowBytes = 3 * width();
        byte[] row = new byte[rowBytes - 3];
        byte[] rgb = new byte[height() * rowBytes];
        int at = 0;
        for (int y = 0; y < height(); y++) {
            int size = pixels.sizes()[y];
            inflate(at, size, row);
            at += Math.ceilDiv(size, Byte.SIZE);
            int to = y * rowBytes;
            for (int i = 0; i < 3; i++) {
                rgb[to + i] = (byte) (pixels.first()[y] >> (16 - 8 * i));
            }
            for (int i = 0; i < row.length; i++) {
                rgb[to + 3 + i] = (byte) (rgb[to + i] + row[i]);
            }
        }
        return rgb;
    }

    /** The tile as a picture of its own. */
    public byte[] toPng() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * pixels.bits().length);
        writePng(bytes);
        return bytes.toByteArray();
    }

    /** Writes the tile as a picture of its own; does not close the stream. */
    public void writePng(OutputStream out) throws IOException {
        try (PngWriter png = new PngWriter(out, width(), height())) {
            png.writeTiles(List.of(this));
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(x());
        out.writeInt(y());
        out.writeInt(width());
        out.writeInt(height());
        pixels.write(out);
    }

    static MandelbrotTile read(DataInputStream in) throws IOException {
        TileArea area = new TileArea(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        if (area.x() < 0
                || area.y() < 0
                || Math.clamp(area.width(), 1, MAX_SIDE) != area.width()
                || Math.clamp(area.height(), 1, MAX_SIDE) != area.height()) {
            throw new IOException("Not a tile of a Mandelbrot picture: " + area);
        }
        return new MandelbrotTile(area, EncodedRows.read(in, area.height()));
    }

    private void inflate(int at, int size, byte[] row) throws IOException {
        BitString block = new BitString();
        PixelCode.begin(block);
        block.append(pixels.bits(), at, size);
        PixelCode.end(block);
        block.align();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(block.array(), 0, block.wholeBytes());
            int read = inflater.inflate(row);
            if (read < row.length) {
                throw new IOException("The pixels of a tile end after " + read + " bytes");
            }
        } catch (DataFormatException e) {
            throw new IOException("The pixels of a tile are damaged", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MandelbrotTile tile
                && area.equals(tile.area)
                && pixels.equals(tile.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * area.hashCode() + pixels.hashCode();
    }
}
