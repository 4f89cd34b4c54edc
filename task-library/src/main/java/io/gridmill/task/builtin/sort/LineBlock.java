package io.gridmill.task.builtin.sort;

import java.util.Arrays;

/**
 * Lines side by side in one array, numbered from 0 in the order of the input, each with its line
 * feed; after the last whole line there may be the beginning of another.
 */
final class LineBlock {
    /** Most lines of a block: their numbers have so many bits. */
    static final int INDEX_BITS = 20;

    private static final int MOST_LINES = 1 << INDEX_BITS;
    private static final int FIRST_LINES = 4 * 1024;

    private byte[] bytes;
    private int filled;
    private int[] starts = new int[FIRST_LINES];
    private int size;
    private int longest;

    /** A block with room for so many bytes; it grows. */
    LineBlock(int capacity) {
        this.bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where bytes that are read go. */
    int filled() {
        return filled;
    }

    /** Number of whole lines. */
    int size() {
        return size;
    }

    boolean isFull() {
        return size == MOST_LINES;
    }

    /** First byte of a line, or of the one begun after the last. */
    int start(int line) {
        return starts[line];
    }

    /** The byte after the line feed of a line. */
    int end(int line) {
        return starts[line + 1];
    }

    /** Bytes of the line begun. */
    int begun() {
        return filled - starts[size];
    }

    /** Bytes of the longest line there ever was in this block, with its line feed. */
    int longest() {
        return longest;
    }

    /** Makes room for more bytes. */
    void reserve(int more) {
        int needed = Math.addExact(filled, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, grown(bytes.length, needed));
        }
    }

    /** Bytes were written from {@link #filled} on. */
    void fill(int more) {
        filled += more;
    }

    /** Leaves out the first bytes of the line begun. */
    void leaveOut(int count) {
        starts[size] += count;
    }

    /** The line begun ends with the line feed at this place. */
    void endLine(int lineFeed) {
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, Math.min(MOST_LINES + 1, starts.length * 2));
        }
        longest = Math.max(longest, lineFeed + 1 - starts[size]);
        size++;
        starts[size] = lineFeed + 1;
    }

    /** Drops the whole lines and keeps the one begun. */
    void clearLines() {
        int begun = begun();
        System.arraycopy(bytes, starts[size], bytes, 0, begun);
        starts[0] = 0;
        size = 0;
        filled = begun;
    }

    /** One and a half times as large, or what is needed. */
    static int grown(int length, int needed) {
        return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, length * 3L / 2));
    }
}
