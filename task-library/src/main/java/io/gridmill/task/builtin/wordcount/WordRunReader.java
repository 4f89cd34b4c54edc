package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Source;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Comparator;

/** Reads a run word by word. */
final class WordRunReader implements Closeable {
    /** The order of runs that tasks write: unsigned bytes, which for UTF-8 is by code point. */
    static final Comparator<WordRunReader> BY_WORD = WordRunReader::compareWord;

    /** The order of the answer. */
    static final Comparator<WordRunReader> BY_COUNT =
            Comparator.comparingLong(WordRunReader::count).reversed().thenComparing(BY_WORD);

    /** A word is at most 1 MiB in the input; lower case may be half as long again. */
    private static final int LONGEST_WORD = 2 * WordScanner.LONGEST_WORD;

    private static final int BUFFER = 32 * 1024;

    private final InputStream in;
    private final byte[] buffer;
    private int position;
    private int limit;
    private byte[] word = new byte[64];
    private int length;
    private long count;

    WordRunReader(Source source) throws IOException {
        this.in = source.open();
        this.buffer = new byte[Math.clamp(source.size(), 1, BUFFER)];
    }

    /** Goes to the next word, or the first; false at the end. */
    boolean next() throws IOException {
        int shared = (int) readNumber(length);
        int more = (int) readNumber(LONGEST_WORD - shared);
        if (more == 0) {
            return false;
        }
        length = shared + more;
        if (length > word.length) {
            word = Arrays.copyOf(word, WordArena.grown(word.length, length));
        }
        readBytes(shared, more);
        count = readNumber(Long.MAX_VALUE);
        return true;
    }

    /** The word at the beginning of an array that the next call of {@link #next} changes. */
    byte[] word() {
        return word;
    }

    int length() {
        return length;
    }

    long count() {
        return count;
    }

    boolean isAt(byte[] other, int otherLength) {
        return Arrays.equals(word, 0, length, other, 0, otherLength);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static int compareWord(WordRunReader a, WordRunReader b) {
        return Arrays.compareUnsigned(a.word, 0, a.length, b.word, 0, b.length);
    }

    private void readBytes(int at, int bytes) throws IOException {
        int read = 0;
        while (read < bytes) {
            if (position == limit) {
                fill();
            }
            int part = Math.min(bytes - read, limit - position);
            System.arraycopy(buffer, position, word, at + read, part);
            position += part;
            read += part;
        }
    }

    private long readNumber(long max) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == limit) {
                fill();
            }
            byte next = buffer[position++];
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                if (number < 0 || number > max) {
                    break;
                }
                return number;
            }
        }
        throw new IOException("A run of words is damaged: a number in it is more than " + max);
    }

    private void fill() throws IOException {
        limit = in.readNBytes(buffer, 0, buffer.length);
        position = 0;
        if (limit == 0) {
            throw new EOFException("A run of words is cut off");
        }
    }
}
