package io.gridmill.task.builtin.matrix;

import com.fasterxml.jackson.core.io.NumberInput;
import io.gridmill.task.TaskFailure;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Reads the rows of a matrix as CSV. Not thread-safe. */
final class CsvRows implements Closeable {
    /** The longest way to write a double exactly has some 770 digits; none needs more than 25. */
    private static final int LONGEST_VALUE = 1024;

    private static final String PLACE = "Line %d, column %d of the input (matrix %s) ";

    private final String matrix;
    private final int columns;
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private final char[] value = new char[LONGEST_VALUE];
    private int next;
    private int end;
    private long line;

    /**
     * @param matrix its name in messages
     * @param firstLine number of the line where {@code in} begins, from 1
     * @param columns values that each line must have
     */
    CsvRows(String matrix, long firstLine, int columns, InputStream in) {
        this.matrix = matrix;
        this.line = firstLine;
        this.columns = columns;
        this.in = in;
    }

    /**
     * The next row.
     *
     * @param from first column wanted, from 0
     * @param count number of columns wanted; the others are counted only
     * @throws TaskFailure naming line and column where it has another number of values, or one of
     *     those wanted is not a finite number
     */
    void row(int from, int count, double[] to, int at) throws IOException, TaskFailure {
        int column = 0;
        int length = 0;
        while (true) {
            int b = read();
            if (b == ',' || b == '\n' || b < 0) {
                if (column >= from && column < from + count) {
                    to[at + column - from] = parse(length, column);
                }
                column++;
                length = 0;
                if (b != ',') {
                    break;
                }
            } else if (column >= from && column < from + count) {
                if (length == LONGEST_VALUE) {
                    throw notNumber(column);
                }
                value[length++] = (char) b;
            }
        }
        if (column != columns) {
            throw TaskFailure.giveUp(
                    "matrix-ragged",
                    ("Line %d of the input (matrix %s) has %d values, the first line of the matrix"
                                    + " has %d; give each row the same number")
                            .formatted(line, matrix, column, columns));
        }
        line++;
    }

    private int read() throws IOException {
        if (next == end) {
            end = Math.max(0, in.read(buffer));
            next = 0;
            if (end == 0) {
                return -1;
            }
        }
        return buffer[next++] & 0xff;
    }

    private double parse(int length, int column) throws TaskFailure {
        int from = 0;
        int to = length;
        while (from < to && isSpace(value[from])) {
            from++;
        }
        while (to > from && isSpace(value[to - 1])) {
            to--;
        }
        for (int i = from; i < to; i++) {
            // Also leaves out what Java reads but others do not write: NaN, 0x1p3, 1d.
            if ("0123456789+-.eE".indexOf(value[i]) < 0) {
                throw notNumber(column);
            }
        }
        double number;
        try {
            number = NumberInput.parseDouble(value, from, to - from, true);
        } catch (NumberFormatException e) {
            throw notNumber(column);
        }
        if (Double.isInfinite(number)) {
            throw TaskFailure.giveUp(
                    "matrix-not-finite",
                    PLACE.formatted(line, column + 1, matrix)
                            + "is beyond the largest double, 1.8e308");
        }
        return number;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private TaskFailure notNumber(int column) {
        return TaskFailure.giveUp(
                "matrix-not-number",
                PLACE.formatted(line, column + 1, matrix)
                        + "is not a number; give decimal numbers such as -1.5e3, separated by"
                        + " commas");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
