package io.gridmill.task.builtin.mandelbrot;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a PNG (ISO/IEC 15948) of 8-bit RGB from tiles that are encoded already: the whole picture is
 * one block of deflate in {@link PixelCode}. Closing ends the picture but leaves the stream open.
 */
final class PngWriter implements Closeable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int CHUNK_BYTES = 32 * 1024;

    /** Each byte minus the same byte of the pixel to the left. */
    private static final int FILTER_SUB = 1;

    private final DataOutputStream out;
    private final int width;
    private final int height;
    private final BitString bits = new BitString();
    private final Adler adler = new Adler();
    private int rows;

    PngWriter(OutputStream out, int width, int height) throws IOException {
        this.out = new DataOutputStream(out);
        this.width = width;
        this.height = height;
        this.out.write(SIGNATURE);
        writeChunk("IHDR", header(), 13);
        // A zlib stream (RFC 1950) with a window of 32 KiB.
        bits.append(0x78, 8);
        bits.append(0x01, 8);
        PixelCode.begin(bits);
    }

    /** Writes the next rows: tiles of one height, from the left, as wide as the picture together. */
    void writeTiles(List<MandelbrotTile> tiles) throws IOException {
        int tileRows = tiles.getFirst().height();
        int sum = tiles.stream().mapToInt(MandelbrotTile::width).sum();
        if (sum != width || rows + tileRows > height) {
            throw new IllegalStateException(
                    "Tiles of %d x %d do not fit at row %d of %d x %d"
                            .formatted(sum, tileRows, rows, width, height));
        }
        int[] at = new int[tiles.size()];
        for (int row = 0; row < tileRows; row++) {
            PixelCode.literal(FILTER_SUB, bits);
            adler.add(FILTER_SUB);
            int left = 0;
            for (int i = 0; i < at.length; i++) {
                EncodedRows pixels = tiles.get(i).pixels();
                int difference = TileEncoder.difference(pixels.first()[row], left);
                PixelCode.pixel(difference, bits);
                adler.add(difference >> 16);
                adler.add(difference >> 8);
                adler.add(difference);
                int size = pixels.sizes()[row];
                bits.append(pixels.bits(), at[i], size);
                at[i] += Math.ceilDiv(size, Byte.SIZE);
                adler.add(pixels.checksums()[row], 3L * (tiles.get(i).width() - 1));
                left = pixels.last()[row];
            }
            flush(CHUNK_BYTES);
        }
        rows += tileRows;
    }

    @Override
    public void close() throws IOException {
        if (rows < height) {
            // Not an end: whoever reads it must see that it was cut.
            return;
        }
        PixelCode.end(bits);
        bits.align();
        bits.append(Integer.toUnsignedLong(Integer.reverseBytes(adler.value())), Integer.SIZE);
        flush(1);
        writeChunk("IEND", new byte[0], 0);
        out.flush();
    }

    /** Writes a chunk where there are bytes enough for one. */
    private void flush(int least) throws IOException {
        if (bits.wholeBytes() >= least) {
            writeChunk("IDAT", bits.array(), bits.wholeBytes());
            bits.clearWholeBytes();
        }
    }

    private void writeChunk(String type, byte[] data, int length) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data, 0, length);
        out.writeInt(length);
        out.write(name);
        out.write(data, 0, length);
        out.writeInt((int) crc.getValue());
    }

    private byte[] header() {
        byte[] header = new byte[13];
        for (int i = 0; i < 4; i++) {
            header[i] = (byte) (width >>> (24 - 8 * i));
            header[4 + i] = (byte) (height >>> (24 - 8 * i));
        }
        header[8] = 8; // bits per sample
        header[9] = 2; // red, green, blue
        return header;
    }
}
