package io.gridmill.task.builtin.mandelbrot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * What one task of a {@code mandelbrot} job returns: the pixels of its tile. Travels as x, y, width
 * and height (4 bytes each, big endian) and the deflated pixels.
 */
public final class MandelbrotTile {
    /** Larger than any tile has; a bound for what is read from elsewhere. */
    private static final int MAX_SIDE = 1024;

    private final TileArea area;
    private final byte[] rgb;

    MandelbrotTile(TileArea area, byte[] rgb) {
        if (rgb.length != area.pixels() * 3) {
            throw new IllegalArgumentException(rgb.length + " bytes cannot be " + area);
        }
        this.area = area;
        this.rgb = rgb;
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

    /** The pixels row by row, three bytes (red, green, blue) each; a copy. */
    public byte[] rgb() {
        return rgb.clone();
    }

    /** The tile as a picture of its own. */
    public byte[] toPng() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rgb.length / 2);
        writePng(bytes);
        return bytes.toByteArray();
    }

    /** Writes the tile as a picture of its own; does not close the stream. */
    public void writePng(OutputStream out) throws IOException {
        try (PngWriter png = new PngWriter(out, width(), height())) {
            for (int row = 0; row < height(); row++) {
                png.writeRow(rgb, row * width() * 3);
            }
        }
    }

    /** Copies the pixels into a band of full rows of the picture that starts at row {@code y()}. */
    void copyTo(byte[] band, int bandWidth) {
        int length = width() * 3;
        for (int row = 0; row < height(); row++) {
            System.arraycopy(rgb, row * length, band, (row * bandWidth + x()) * 3, length);
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(x());
        out.writeInt(y());
        out.writeInt(width());
        out.writeInt(height());
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 8192);
            deflated.write(rgb);
            deflated.finish();
        } finally {
            deflater.end();
        }
    }

    static MandelbrotTile read(DataInputStream in) throws IOException {
        TileArea area = new TileArea(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        if (area.x() < 0
                || area.y() < 0
                || Math.clamp(area.width(), 1, MAX_SIDE) != area.width()
                || Math.clamp(area.height(), 1, MAX_SIDE) != area.height()) {
            throw new IOException("Not a tile of a Mandelbrot picture: " + area);
        }
        return new MandelbrotTile(area, inflate(in.readAllBytes(), area.pixels() * 3));
    }

    private static byte[] inflate(byte[] deflated, int length) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            byte[] bytes = new byte[length];
            int read = 0;
            while (read < length) {
                int more = inflater.inflate(bytes, read, length - read);
                if (more == 0) {
                    throw new IOException("The pixels of a tile end after " + read + " bytes");
                }
                read += more;
            }
            return bytes;
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
                && Arrays.equals(rgb, tile.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * area.hashCode() + Arrays.hashCode(rgb);
    }
}
