package io.gridmill.task.builtin.sort;

import java.io.IOException;
import java.io.OutputStream;

/** Writes lines as they stand, in large pieces. */
final class LineWriter implements LineSink {
    private static final int BUFFER = 256 * 1024;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;

    /** Writes to a stream that need not be buffered, and does not close it. */
    LineWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void add(byte[] bytes, int from, int to) throws IOException {
        int length = to - from;
        if (length > BUFFER - used) {
            flush();
        }
        if (length > BUFFER) {
            out.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, used, length);
            used += length;
        }
    }

    /** Hands all lines to the stream. */
    void flush() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
