package io.gridmill.task.builtin.mandelbrot;

import java.util.Arrays;
import java.util.zip.Adler32;

/** Encodes the rows of a tile, from the top. */
final class TileEncoder {
    private final TileArea area;
    private final BitString bits = new BitString();
    private final int[] first;
    private final int[] last;
    private final int[] checksums;
    private final int[] sizes;
    private final byte[] filtered;
    private int rows;

    TileEncoder(TileArea area) {
        this.area = area;
        first = new int[area.height()];
        last = new int[area.height()];
        checksums = new int[area.height()];
        sizes = new int[area.height()];
        filtered = new byte[3 * (area.width() - 1)];
    }

    /** A tile of one colour. */
    static MandelbrotTile plain(TileArea area, int colour) {
        int[] row = new int[area.width()];
        Arrays.fill(row, colour);
        TileEncoder encoder = new TileEncoder(area);
        for (int i = 0; i < area.height(); i++) {
            encoder.add(row);
        }
        return encoder.tile();
    }

    /** Encodes the next row, colours as 0xRRGGBB. */
    void add(int[] colours) {
        int width = area.width();
        long before = bits.size();
        int previous = -1; // no difference, so nothing repeats the first pixel
        int repeats = 0;
        for (int x = 1; x < width; x++) {
            int differences = difference(colours[x], colours[x - 1]);
            int at = 3 * (x - 1);
            filtered[at] = (byte) (differences >> 16);
            filtered[at + 1] = (byte) (differences >> 8);
            filtered[at + 2] = (byte) differences;
            if (differences == previous && repeats < PixelCode.MOST_PIXELS) {
                repeats++;
                continue;
            }
            if (repeats > 0) {
                PixelCode.repeat(repeats, bits);
                repeats = 0;
            }
            PixelCode.pixel(differences, bits);
            previous = differences;
        }
        if (repeats > 0) {
            PixelCode.repeat(repeats, bits);
        }
        Adler32 adler = new Adler32();
        adler.update(filtered);
        first[rows] = colours[0];
        last[rows] = colours[width - 1];
        checksums[rows] = (int) adler.getValue();
        sizes[rows] = Math.toIntExact(bits.size() - before);
        bits.align();
        rows++;
    }

    MandelbrotTile tile() {
        return new MandelbrotTile(
                area, new EncodedRows(first, last, checksums, sizes, bits.toByteArray()));
    }

    /** Red, green and blue of a colour minus those of another, each modulo 256. */
    static int difference(int colour, int from) {
        // Red and blue at once, green between them; a bit above each keeps borrows apart.
        int redBlue = ((colour & 0xff00ff) | 0x1000100) - (from & 0xff00ff);
        int green = ((colour & 0xff00) | 0x10000) - (from & 0xff00);
        return (redBlue & 0xff00ff) | (green & 0xff00);
    }
}
