package io.gridmill.task.builtin.sort;

import io.gridmill.task.Source;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a run line by line, and compares where it stands with where another does. */
final class RunReader implements Closeable {
    private final InputStream in;
    private final LineOrder order;
    private final int number;
    private byte[] buffer;
    private int limit;
    private int start;
    private int end;
    private int keyStart;
    private int keyEnd;
    private long code;
    private boolean ended;

    /**
     * Opens a run before its first line.
     *
     * @param number of the run among those merged: of lines that are equal its own come before
     *     those of runs with higher numbers
     * @param bufferSize bytes read at once; the buffer grows with longer lines
     */
    RunReader(Source source, LineOrder order, int number, int bufferSize) throws IOException {
        this.order = order;
        this.number = number;
        this.buffer = new byte[Math.clamp(source.size(), Long.BYTES, bufferSize)];
        this.in = source.open();
        try {
            in.skipNBytes(RunHeader.BYTES);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Goes to the next line, or the first; at the end {@link #ended}. */
    void next() throws IOException {
        start = end;
        int feed = LineFeed.find(buffer, start, limit);
        while (feed == limit) {
            int searched = limit - start;
            if (!fill()) {
                ended = true;
                return;
            }
            feed = LineFeed.find(buffer, start + searched, limit);
        }
        end = feed + 1;
        long key = order.findKey(buffer, start, feed);
        keyStart = KeyField.start(key);
        keyEnd = KeyField.end(key);
        code = order.code(buffer, keyStart, keyEnd);
    }

    boolean ended() {
        return ended;
    }

    /** Whether the line here comes before that of another; one that ended is behind all. */
    boolean isBefore(RunReader other) {
        if (ended || other.ended) {
            return !ended;
        }
        if (code != other.code) {
            return code < other.code;
        }
        int byKey =
                order.compareKeys(
                        buffer, keyStart, keyEnd, code, other.buffer, other.keyStart, other.keyEnd);
        if (byKey == 0 && order.lineDecidesTies()) {
            byKey = compareLines(other);
        }
        return byKey == 0 ? number < other.number : byKey < 0;
    }

    private int compareLines(RunReader other) {
        return Arrays.compareUnsigned(
                buffer, start, end - 1, other.buffer, other.start, other.end - 1);
    }

    /** Hands on the line here. */
    void hand(LineSink sink) throws IOException {
        sink.add(buffer, start, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Reads more behind the line begun, which moves to the beginning of the buffer. */
    private boolean fill() throws IOException {
        int begun = limit - start;
        if (begun == buffer.length) {
            if (begun >= ChunkScanner.LONGEST_LINE) {
                throw new IOException("A run of sorted lines is damaged: a line does not end");
            }
            int grown = LineBlock.grown(begun, begun + 1);
            byte[] larger = new byte[Math.min(grown, ChunkScanner.LONGEST_LINE)];
            System.arraycopy(buffer, start, larger, 0, begun);
            buffer = larger;
        } else {
            System.arraycopy(buffer, start, buffer, 0, begun);
        }
        start = 0;
        int read = in.readNBytes(buffer, begun, buffer.length - begun);
        limit = begun + read;
        end = 0;
        if (read == 0 && begun > 0) {
            throw new EOFException("A run of sorted lines is cut off");
        }
        return read > 0;
    }
}
