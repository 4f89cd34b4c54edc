package io.gridmill.task.builtin.matrix;

import io.gridmill.task.JobInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Where the rows of A begin in a CSV, and where B: A a line a row, an empty line, B a line a row;
 * values are separated by commas. Found by looking for line ends only, once; the values are read by
 * the tasks.
 *
 * @param left A
 * @param right B; of its rows only the first is remembered
 */
record CsvIndex(Block left, Block right) implements GivenMatrices {
    /** Larger ones take too long to look through before the job is accepted. */
    static final long MOST_BYTES = 1L << 30;

    /**
     * The lines of one matrix.
     *
     * @param rowsAt where rows begin, in bytes
     * @param firstLine number of its first line, from 1
     * @param rows number of lines
     * @param columns values in the first line
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(long[] rowsAt, long firstLine, int rows, int columns) {}

    static CsvIndex of(JobInput input) throws IOException {
        if (input.size() > MOST_BYTES) {
            throw BadMatrices.range(
                    "matrices as CSV must be at most "
                            + MOST_BYTES
                            + " bytes, these are "
                            + input.size()
                            + "; give them in the binary form");
        }
        Scan scan = new Scan();
        try (InputStream in = input.open(0, input.size())) {
            byte[] bytes = new byte[64 * 1024];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                scan.add(bytes, read);
            }
        }
        return scan.end();
    }

    @Override
    public TileGrid grid(int tileSize) {
        return TileGrid.given(left.rows, left.columns, right.columns, tileSize);
    }

    @Override
    public Factors factors(MatrixTile tile) {
        return new CsvFactors(
                left.rowsAt[tile.row()],
                left.firstLine + tile.row(),
                right.rowsAt[0],
                right.firstLine);
    }

    /** Goes over the bytes once. */
    private static final class Scan {
        private final Lines left = new Lines();
        private final Lines right = new Lines();
        private Lines current = left;
        private long at;
        private long line = 1;
        private long lineAt;
        private int commas;
        private boolean blank = true;

        void add(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                byte b = bytes[i];
                if (b == '\n') {
                    endLine(at + i + 1);
                } else if (b == ',') {
                    commas++;
                    blank = false;
                } else if (b != ' ' && b != '\t' && b != '\r') {
                    checkText(b, i);
                    blank = false;
                }
            }
            at += length;
        }

        private void checkText(byte b, int i) {
            if (b >= 0 && b < ' ') {
                throw BadMatrices.format(
                        "byte "
                                + (at + i + 1)
                                + " is "
                                + b
                                + ", which no CSV holds; binary matrices begin with rows and columns,"
                                + " 8 bytes each, little endian");
            }
        }

        CsvIndex end() {
            endLine(at);
            if (left.count == 0) {
                throw BadMatrices.format("no matrix in it: A is missing");
            }
            if (right.count == 0) {
                throw BadMatrices.format(
                        "A has "
                                + left.count
                                + " rows and ends at the end of the input; after it must come an"
                                + " empty line and B");
            }
            CsvIndex index = new CsvIndex(left.block(), right.block());
            BadMatrices.checkInner(
                    left.count, index.left.columns, right.count, index.right.columns);
            return index;
        }

        private void endLine(long next) {
            if (!blank) {
                if (current == left && current.ended) {
                    current = right;
                } else if (current.ended) {
                    throw BadMatrices.format(
                            "a third matrix begins in line " + line + "; give A, an empty line, B");
                }
                current.add(lineAt, line, commas + 1, current == left);
            } else if (current.count > 0) {
                current.ended = true;
            }
            line++;
            lineAt = next;
            commas = 0;
            blank = true;
        }
    }

    /** The lines of one matrix as they are found. */
    private static final class Lines {
        private long[] rowsAt = new long[16];
        private long firstLine;
        private int columns;
        private int count;
        private boolean ended;

        void add(long rowAt, long line, int values, boolean remember) {
            if (count == 0) {
                firstLine = line;
                columns = values;
            }
            if (remember || count == 0) {
                if (count == rowsAt.length) {
                    rowsAt = Arrays.copyOf(rowsAt, 2 * count);
                }
                rowsAt[count] = rowAt;
            }
            count++;
            String matrix = remember ? "A" : "B";
            if (count == 1 || count > TileGrid.MOST) {
                BadMatrices.checkSide(matrix, count, columns);
            }
        }

        Block block() {
            return new Block(rowsAt, firstLine, count, columns);
        }
    }
}
