package io.gridmill.task.builtin.sort;

import io.gridmill.task.TaskContext;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sorts the lines of a block. An entry is a number made of the first bytes of a key and the line's
 * number in the block; the JDK sorts these fast. Entries that have the first bytes in common are
 * sorted by the next ones, and where keys are equal by the line itself.
 */
final class BlockSort {
    private static final int INDEX_MASK = (1 << LineBlock.INDEX_BITS) - 1;

    /** Bytes of a text in an entry, and above them in 3 bits how many are left of it. */
    private static final int BYTES_PER_ENTRY = 5;

    private static final int LEFT_BITS = 3;
    private static final int MORE = BYTES_PER_ENTRY + 1;
    private static final long CODE_MASK = (1L << (BYTES_PER_ENTRY * Byte.SIZE + LEFT_BITS)) - 1;

    /** What makes the code of a number positive: it has 62 bits and a sign. */
    private static final long NUMBER_BIAS = 1L << 62;

    /** So few lines are compared as they are: that is faster. */
    private static final int FEW = 8;

    private static final int LINES_BETWEEN_LOOKS = 4 * 1024;

    private final LineBlock lines;
    private final LineOrder order;
    private final TaskContext context;
    private final long[] entries;
    private final int[] keyStarts;
    private final int[] keyEnds;

    BlockSort(LineBlock lines, LineOrder order, TaskContext context) {
        this.lines = lines;
        this.order = order;
        this.context = context;
        this.entries = new long[lines.size()];
        this.keyStarts = new int[order.keyIsLine() ? 0 : lines.size()];
        this.keyEnds = new int[keyStarts.length];
    }

    /** Sorts. */
    void sort() {
        findKeys();
        if (order.numeric()) {
            sortNumbers();
        } else {
            sortText(true, 0, entries.length, 0);
        }
    }

    /** Hands on the lines in their order; after {@link #sort}. */
    void handOn(LineSink sink) throws IOException {
        for (long entry : entries) {
            int line = (int) entry & INDEX_MASK;
            sink.add(lines.bytes(), lines.start(line), lines.end(line));
        }
    }

    private void findKeys() {
        for (int line = 0; line < entries.length; line++) {
            look(line);
            entries[line] = line;
            if (keyStarts.length > 0) {
                long key = order.findKey(lines.bytes(), lines.start(line), lines.end(line) - 1);
                keyStarts[line] = KeyField.start(key);
                keyEnds[line] = KeyField.end(key);
            }
        }
    }

    private void look(int n) {
        if ((n & (LINES_BETWEEN_LOOKS - 1)) == 0) {
            context.checkStopped();
        }
    }

    private int start(boolean key, int line) {
        return key && keyStarts.length > 0 ? keyStarts[line] : lines.start(line);
    }

    private int end(boolean key, int line) {
        return key && keyEnds.length > 0 ? keyEnds[line] : lines.end(line) - 1;
    }

    /** By the upper bits of the code, then by the lower ones, then exactly. */
    private void sortNumbers() {
        sortNumbers(0, entries.length, LineBlock.INDEX_BITS);
        int start = 0;
        for (int i = 1; i <= entries.length; i++) {
            if (i == entries.length || !sameCode(start, i)) {
                sortByLowerBits(start, i);
                start = i;
            }
        }
    }

    private void sortByLowerBits(int from, int to) {
        if (to - from < 2) {
            return;
        }
        sortNumbers(from, to, 0);
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || !sameCode(start, i)) {
                sortSameNumber(start, i);
                start = i;
            }
        }
    }

    private boolean sameCode(int a, int b) {
        return entries[a] >>> LineBlock.INDEX_BITS == entries[b] >>> LineBlock.INDEX_BITS;
    }

    /** Sorts by the bits of the code from this one on. */
    private void sortNumbers(int from, int to, int shift) {
        for (int i = from; i < to; i++) {
            look(i);
            long bits = (number(entries[i]) + NUMBER_BIAS) >>> shift;
            entries[i] = (bits & CODE_MASK) << LineBlock.INDEX_BITS | (entries[i] & INDEX_MASK);
        }
        Arrays.sort(entries, from, to);
    }

    private long number(long entry) {
        int line = (int) entry & INDEX_MASK;
        return order.code(lines.bytes(), start(true, line), end(true, line));
    }

    private void sortSameNumber(int from, int to) {
        if (to - from < 2) {
            return;
        }
        if (DecimalKey.isExact(number(entries[from]))) {
            equalKeys(from, to);
            return;
        }
        compareSort(from, to);
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || compareKeys(entries[start], entries[i]) != 0) {
                equalKeys(start, i);
                start = i;
            }
        }
    }

    private void equalKeys(int from, int to) {
        if (order.lineDecidesTies()) {
            sortText(false, from, to, 0);
        }
    }

    /**
     * Sorts by bytes.
     *
     * @param key whether by those of the keys; else of the lines
     * @param checked bytes at the beginning of all that are known to be equal
     */
    private void sortText(boolean key, int from, int to, int checked) {
        if (to - from <= FEW) {
            insertionSort(key, from, to);
            return;
        }
        int depth = checked + commonBytes(key, from, to, checked);
        boolean flip = key && order.descending();
        for (int i = from; i < to; i++) {
            look(i);
            int line = (int) entries[i] & INDEX_MASK;
            long code = textCode(start(key, line) + depth, end(key, line));
            code = flip ? code ^ CODE_MASK : code;
            entries[i] = code << LineBlock.INDEX_BITS | line;
        }
        Arrays.sort(entries, from, to);
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || !sameCode(start, i)) {
                long code = entries[start] >>> LineBlock.INDEX_BITS;
                sortSameText(key, start, i, flip ? code ^ CODE_MASK : code, depth);
                start = i;
            }
        }
    }

    private void sortSameText(boolean key, int from, int to, long code, int depth) {
        if (to - from < 2) {
            return;
        }
        if ((code & ((1 << LEFT_BITS) - 1)) == MORE) {
            sortText(key, from, to, depth + BYTES_PER_ENTRY);
        } else if (key) {
            equalKeys(from, to);
        }
    }

    /** How many bytes after the checked ones all have in common; keeps recursion shallow. */
    private int commonBytes(boolean key, int from, int to, int checked) {
        int first = (int) entries[from] & INDEX_MASK;
        int firstStart = start(key, first) + checked;
        int common = end(key, first) - firstStart;
        byte[] bytes = lines.bytes();
        for (int i = from + 1; i < to && common > 0; i++) {
            look(i);
            int line = (int) entries[i] & INDEX_MASK;
            int start = start(key, line) + checked;
            int end = Math.min(end(key, line), start + common);
            int mismatch =
                    Arrays.mismatch(bytes, firstStart, firstStart + common, bytes, start, end);
            common = mismatch < 0 ? common : mismatch;
        }
        return common;
    }

    /** Five bytes of a text, zeros after its end, and how many were left of it. */
    private long textCode(int from, int end) {
        byte[] bytes = lines.bytes();
        long code = 0;
        for (int i = from; i < from + BYTES_PER_ENTRY; i++) {
            code = code << Byte.SIZE | (i < end ? bytes[i] & 0xff : 0);
        }
        return code << LEFT_BITS | Math.min(end - from, MORE);
    }

    private void insertionSort(boolean key, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long entry = entries[i];
            int j = i;
            while (j > from && compare(key, entries[j - 1], entry) > 0) {
                entries[j] = entries[j - 1];
                j--;
            }
            entries[j] = entry;
        }
    }

    private int compare(boolean key, long a, long b) {
        int byKey = key ? compareKeys(a, b) : 0;
        if (byKey != 0) {
            return byKey;
        }
        int byLine = key && !order.lineDecidesTies() ? 0 : compareLines(a, b);
        return byLine != 0 ? byLine : Integer.compare((int) a & INDEX_MASK, (int) b & INDEX_MASK);
    }

    private int compareKeys(long a, long b) {
        int left = (int) a & INDEX_MASK;
        int right = (int) b & INDEX_MASK;
        byte[] bytes = lines.bytes();
        return order.compareKeys(
                bytes,
                start(true, left),
                end(true, left),
                bytes,
                start(true, right),
                end(true, right));
    }

    private int compareLines(long a, long b) {
        int left = (int) a & INDEX_MASK;
        int right = (int) b & INDEX_MASK;
        byte[] bytes = lines.bytes();
        return Arrays.compareUnsigned(
                bytes,
                lines.start(left),
                lines.end(left) - 1,
                bytes,
                lines.start(right),
                lines.end(right) - 1);
    }

    /** For numbers with many digits, which are few. */
    private void compareSort(int from, int to) {
        Long[] group = new Long[to - from];
        Arrays.setAll(group, i -> entries[from + i] & INDEX_MASK);
        Arrays.sort(
                group,
                (a, b) -> {
                    int byKey = compareKeys(a, b);
                    return byKey != 0 ? byKey : Long.compare(a, b);
                });
        for (int i = 0; i < group.length; i++) {
            entries[from + i] = group[i];
        }
    }
}
