package io.gridmill.task.builtin.mandelbrot;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a PNG (ISO/IEC 15948) of 8-bit RGB row by row, so that a picture of any height needs the
 * memory of one row. Closing ends the picture but leaves the stream open.
 */
final class PngWriter implements Closeable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int CHUNK_BYTES = 32 * 1024;

    /** Twice as fast as the default and a few percent larger. */
    private static final int LEVEL = 4;

    /** Each byte minus the same byte of the pixel to the left: suits smooth gradients. */
    private static final byte FILTER_SUB = 1;

    private final DataOutputStream out;
    private final Deflater deflater = new Deflater(LEVEL);
    private final byte[] filtered;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final int height;
    private int chunkLength;
    private int rows;

    PngWriter(OutputStream out, int width, int height) throws IOException {
        this.out = new DataOutputStream(out);
        this.filtered = new byte[1 + width * 3];
        this.height = height;
        filtered[0] = FILTER_SUB;
        this.out.write(SIGNATURE);
        writeChunk("IHDR", header(width, height), 13);
    }

    /** Writes the next row: width times three bytes (red, green, blue) from an offset. */
    void writeRow(byte[] rgb, int offset) throws IOException {
        if (rows == height) {
            throw new IllegalStateException("All " + height + " rows were written");
        }
        rows++;
        for (int i = 1; i < filtered.length; i++) {
            byte left = i > 3 ? rgb[offset + i - 4] : 0;
            filtered[i] = (byte) (rgb[offset + i - 1] - left);
        }
        deflater.setInput(filtered);
        while (!deflater.needsInput()) {
            deflate();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (rows < height) {
                // Not an end: whoever reads it must see that it was cut.
                return;
            }
            deflater.finish();
            while (!deflater.finished()) {
                deflate();
            }
            writeChunk("IDAT", chunk, chunkLength);
            writeChunk("IEND", chunk, 0);
            out.flush();
        } finally {
            deflater.end();
        }
    }

    private void deflate() throws IOException {
        chunkLength += deflater.deflate(chunk, chunkLength, CHUNK_BYTES - chunkLength);
        if (chunkLength == CHUNK_BYTES) {
            writeChunk("IDAT", chunk, chunkLength);
            chunkLength = 0;
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

    private static byte[] header(int width, int height) {
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
