package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.ByteRange;
import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds the words that start in a chunk. Begins one byte before it, as if inside a word: what is
 * left of that word, maybe nothing, belongs to an earlier chunk.
 */
final class WordScanner {
    /** Longest word in bytes; a bound for what is held in memory. */
    static final int LONGEST_WORD = 1024 * 1024;

    private static final int BUFFER = 256 * 1024;
    private static final int BEYOND = 16 * 1024;

    private final TaskContext context;
    private final ByteRange chunk;
    private final ChunkCount words;
    private byte[] buffer = new byte[BUFFER];

    /** Where the first byte of the buffer lies in the input. */
    private long base;

    /** Bytes at the beginning of the buffer of a word whose end is not in sight yet. */
    private int begun;

    /** Whether still in the word that an earlier chunk counts. */
    private boolean skipping;

    WordScanner(TaskContext context, ByteRange chunk, ChunkCount words) {
        this.context = context;
        this.chunk = chunk;
        this.words = words;
    }

    void scan() throws IOException, TaskFailure {
        skipping = chunk.offset() > 0;
        base = Math.max(0, chunk.offset() - 1);
        scanRange(base, chunk.end() - base);
        long next = chunk.end();
        long size = context.input().size();
        while (begun > 0 && next < size) {
            long length = Math.min(BEYOND, size - next);
            if (endIsIn(next, (int) length)) {
                break;
            }
            next += length;
        }
        if (begun > 0) {
            words.add(buffer, 0, begun);
        }
    }

    private void scanRange(long offset, long length) throws IOException, TaskFailure {
        long left = length;
        try (InputStream in = context.input().open(offset, length)) {
            while (left > 0) {
                context.checkStopped();
                int part = (int) Math.min(left, buffer.length - begun);
                readFully(in, begun, part);
                left -= part;
                count(begun + part);
                words.relieve();
                if (begun == buffer.length) {
                    makeRoom();
                }
                context.progress((double) (length - left) / length);
            }
        }
    }

    /** Counts the words of the buffer and moves the last one, if cut, to its beginning. */
    private void count(int limit) throws TaskFailure {
        byte[] bytes = buffer;
        int i = 0;
        if (skipping) {
            while (i < limit && !isSpace(bytes[i])) {
                i++;
            }
            skipping = i == limit;
        }
        int start = i;
        while (i < limit) {
            while (i < limit && isSpace(bytes[i])) {
                i++;
            }
            start = i;
            while (i < limit && !isSpace(bytes[i])) {
                i++;
            }
            if (i - start > LONGEST_WORD) {
                throw tooLong(base + start);
            }
            if (i < limit) {
                words.add(bytes, start, i);
            }
        }
        begun = limit - start;
        System.arraycopy(bytes, start, bytes, 0, begun);
        base += start;
    }

    /** Adds bytes beyond the chunk to the word begun; true when it ends there. */
    private boolean endIsIn(long offset, int length) throws IOException, TaskFailure {
        context.checkStopped();
        if (begun + length > buffer.length) {
            makeRoom();
        }
        try (InputStream in = context.input().open(offset, length)) {
            readFully(in, begun, length);
        }
        int end = begun + length;
        while (begun < end && !isSpace(buffer[begun])) {
            begun++;
        }
        if (begun > LONGEST_WORD) {
            throw tooLong(base);
        }
        return begun < end;
    }

    private void makeRoom() {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }

    private void readFully(InputStream in, int at, int length) throws IOException {
        int read = in.readNBytes(buffer, at, length);
        if (read < length) {
            throw new EOFException(
                    "The input of "
                            + context.input().size()
                            + " bytes ended "
                            + (length - read)
                            + " bytes early in the part at "
                            + chunk.offset());
        }
    }

    private static boolean isSpace(byte b) {
        // Most bytes are letters, which the first comparison settles.
        return b <= ' ' && (b == ' ' || (b >= '\t' && b <= '\r'));
    }

    private static TaskFailure tooLong(long offset) {
        return TaskFailure.giveUp(
                "word-too-long",
                "The word at byte "
                        + offset
                        + " of the input is longer than the limit of "
                        + LONGEST_WORD
                        + " bytes (1 MiB); is the input text?");
    }
}
