package io.gridmill.task.builtin.wordcount;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes a run: words in some order with their counts. Per word: how many bytes it shares with the
 * beginning of the one before, how many follow, these bytes, the count (numbers as LEB128). A word
 * of no bytes ends the run, so that a cut one is noticed.
 */
final class WordRunWriter implements WordSink {
    private static final int BUFFER = 32 * 1024;

    /** Three numbers of at most ten bytes. */
    private static final int LONGEST_NUMBERS = 30;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private byte[] before = new byte[256];
    private int beforeLength;

    /** Writes to a stream that need not be buffered, and does not close it. */
    WordRunWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void add(byte[] bytes, int from, int length, long count) throws IOException {
        int shared = Arrays.mismatch(before, 0, beforeLength, bytes, from, from + length);
        if (shared < 0 || shared == length) {
            // The last byte always follows: nothing but the end of the run has none.
            shared = length - 1;
        }
        if (used + LONGEST_NUMBERS > BUFFER) {
            flush();
        }
        writeNumber(shared);
        writeNumber(length - shared);
        writeBytes(bytes, from + shared, length - shared);
        if (used + LONGEST_NUMBERS > BUFFER) {
            flush();
        }
        writeNumber(count);
        if (length > before.length) {
            before = Arrays.copyOf(before, WordArena.grown(before.length, length));
        }
        System.arraycopy(bytes, from + shared, before, shared, length - shared);
        beforeLength = length;
    }

    /** Ends the run. */
    void end() throws IOException {
        if (used + LONGEST_NUMBERS > BUFFER) {
            flush();
        }
        writeNumber(0);
        writeNumber(0);
        flush();
        out.flush();
    }

    private void writeBytes(byte[] bytes, int from, int length) throws IOException {
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

    private void writeNumber(long number) {
        long rest = number;
        while (rest >= 0x80) {
            buffer[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[used++] = (byte) rest;
    }

    private void flush() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
