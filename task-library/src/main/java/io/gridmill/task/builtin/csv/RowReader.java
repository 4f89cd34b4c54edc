package io.gridmill.task.builtin.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Divides a range of the input into rows, with the same outcome for every range that begins where a
 * row begins and ends where one ends.
 *
 * <p>A quote opens a quoted field where the field begins; line ends up to the quote that closes it
 * belong to the row. A row longer than {@link #LONGEST_ROW}, or whose last quote is not closed at
 * the end of the range, is no row: its first line is given as malformed and the next line begins a
 * new row, so that one stray quote costs one line and not the rest of the file. A range that ends
 * inside such a row ends in quotes, so it comes to the same.
 *
 * <p>Line feed, carriage return, and both in this order end a line.
 */
final class RowReader implements Closeable {
    /** Longest row in characters of the structure (bytes, or units of UTF-16). */
    static final int LONGEST_ROW = 1024 * 1024;

    private static final int BUFFER = 256 * 1024;

    /** Whether a row was found, and what is wrong with it as a whole. */
    enum Outcome {
        ROW,
        TOO_LONG,
        UNCLOSED,
        END
    }

    private final InputStream in;
    private final CsvDialect dialect;
    private final int unit;
    private final int longestRow;
    private byte[] raw;
    private byte[] bytes;

    /** Offset in the input of the first byte of the buffer. */
    private long base;

    private int limit;
    private int start;
    private int end;
    private int next;
    private long line;
    private long nextLine;

    /** Where the second line of the row begins, relative to the row; 0 while it has but one. */
    private int secondLine;

    private long secondLines;
    private boolean quoted;

    /**
     * Reads a stream, which it closes.
     *
     * @param offset where the stream begins in the input
     * @param firstLine number of the line that begins there, from 1
     */
    RowReader(InputStream in, CsvDialect dialect, long offset, long firstLine) {
        this(in, dialect, offset, firstLine, LONGEST_ROW);
    }

    /** Reads with another limit of the length of a row. */
    RowReader(InputStream in, CsvDialect dialect, long offset, long firstLine, int longestRow) {
        this.in = in;
        this.dialect = dialect;
        this.unit = dialect.encoding().unit();
        this.longestRow = longestRow;
        this.bytes = new byte[BUFFER];
        this.raw = unit == 1 ? bytes : new byte[BUFFER * unit];
        this.base = offset;
        this.nextLine = firstLine;
    }

    /** Goes to the next row. */
    Outcome next() throws IOException {
        start = next;
        line = nextLine;
        secondLine = 0;
        secondLines = 0;
        quoted = false;
        int i = start;
        while (true) {
            i = StructureSearch.next(bytes, i, limit, dialect.quote());
            if (i == limit) {
                if (limit - start > longestRow) {
                    return firstLineOnly(Outcome.TOO_LONG);
                }
                int before = i - start;
                boolean more = fill();
                i = start + before;
                if (!more) {
                    return atEnd();
                }
            } else if (bytes[i] == dialect.quote() && dialect.quotes()) {
                i = afterQuote(i);
            } else if (quoted) {
                i = afterQuotedLineEnd(i);
            } else {
                return rowEndsAt(i);
            }
        }
    }

    /** One byte a character; positions of the row refer to it. Changes with {@link #next}. */
    byte[] structure() {
        return bytes;
    }

    /** The input's own bytes; character {@code i} of the structure stands at {@code i * unit}. */
    byte[] raw() {
        return raw;
    }

    /** First character of the row. */
    int start() {
        return start;
    }

    /** First character after the row, without its line end. */
    int end() {
        return end;
    }

    /** Number of the row's first line in the input, from 1. */
    long line() {
        return line;
    }

    /** Number of the line after the row. */
    long nextLine() {
        return nextLine;
    }

    /** Offset in the input of what follows the row and its line end. */
    long nextOffset() {
        return base + (long) next * unit;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int afterQuote(int at) throws IOException {
        if (!quoted) {
            quoted = at == start || bytes[at - 1] == dialect.delimiter();
            return at + 1;
        }
        int i = withOneMore(at);
        boolean doubled = i + 1 < limit && bytes[i + 1] == dialect.quote();
        quoted = doubled;
        return doubled ? i + 2 : i + 1;
    }

    private int afterQuotedLineEnd(int at) throws IOException {
        int i = withOneMore(at);
        int after = i + lineEndLength(i);
        if (secondLine == 0) {
            secondLine = after - start;
        }
        secondLines++;
        return after;
    }

    private Outcome rowEndsAt(int at) throws IOException {
        int i = withOneMore(at);
        if (i - start > longestRow) {
            return firstLineOnly(Outcome.TOO_LONG);
        }
        end = i;
        next = i + lineEndLength(i);
        nextLine = line + secondLines + 1;
        return Outcome.ROW;
    }

    private Outcome atEnd() throws IOException {
        if (start == limit) {
            return Outcome.END;
        }
        if (quoted) {
            return firstLineOnly(Outcome.UNCLOSED);
        }
        if (limit - start > longestRow) {
            return firstLineOnly(Outcome.TOO_LONG);
        }
        end = limit;
        next = limit;
        nextLine = line + secondLines + 1;
        return Outcome.ROW;
    }

    private Outcome firstLineOnly(Outcome outcome) throws IOException {
        nextLine = line + 1;
        if (secondLine > 0) {
            next = start + secondLine;
            return outcome;
        }
        int i = start;
        while (true) {
            i = StructureSearch.next(bytes, i, limit, (byte) '\n');
            if (i < limit) {
                i = withOneMore(i);
                next = i + lineEndLength(i);
                return outcome;
            }
            // Nothing of the line is needed any more, so it may be of any length.
            start = limit;
            if (!fill()) {
                next = limit;
                return outcome;
            }
            i = start;
        }
    }

    /** Sees to it that the byte after this one is in the buffer if there is one. */
    private int withOneMore(int at) throws IOException {
        if (at + 1 < limit) {
            return at;
        }
        int inRow = at - start;
        fill();
        return start + inRow;
    }

    private int lineEndLength(int at) {
        boolean both = bytes[at] == '\r' && at + 1 < limit && bytes[at + 1] == '\n';
        return both ? 2 : 1;
    }

    /** Reads on, keeping the row so far; it may move. False at the end of the stream. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(raw, start * unit, raw, 0, (limit - start) * unit);
            if (unit > 1) {
                System.arraycopy(bytes, start, bytes, 0, limit - start);
            }
            base += (long) start * unit;
            limit -= start;
            start = 0;
        }
        if (limit == bytes.length) {
            raw = Arrays.copyOf(raw, raw.length * 2);
            bytes = unit == 1 ? raw : Arrays.copyOf(bytes, bytes.length * 2);
        }
        int read = in.readNBytes(raw, limit * unit, (bytes.length - limit) * unit) / unit;
        if (unit > 1) {
            dialect.encoding().narrow(raw, bytes, limit, limit + read);
        }
        limit += read;
        return read > 0;
    }
}
