package io.gridmill.task.builtin.mandelbrot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits one after another as deflate packs them: the first is the lowest of the first byte. */
final class BitString {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[1024];

    /** Whole bytes that are in {@link #bytes}; the bits after them are in {@link #pending}. */
    private int length;

    private long pending;
    private int pendingBits;

    /** Appends the lowest bits of a number; those above them are 0. At most 56 at once. */
    void append(long bits, int count) {
        pending |= bits << pendingBits;
        pendingBits += count;
        if (length + Long.BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        // All eight are written, those that are whole are kept.
        LONGS.set(bytes, length, pending);
        length += pendingBits >>> 3;
        pending >>>= pendingBits & ~7;
        pendingBits &= 7;
    }

    /** Appends bits that start at a byte of an array. */
    void append(byte[] from, int at, int count) {
        int next = at;
        int left = count;
        for (; left >= 56 && next + Long.BYTES <= from.length; left -= 56) {
            append((long) LONGS.get(from, next) & (-1L >>> 8), 56);
            next += 7;
        }
        for (; left > 0; left -= Byte.SIZE) {
            int some = Math.min(left, Byte.SIZE);
            append(from[next++] & ((1L << some) - 1), some);
        }
    }

    /** Fills the last byte with zeros; the next bit starts a byte. */
    void align() {
        append(0, -pendingBits & 7);
    }

    /** Number of bits. */
    long size() {
        return (long) length * Byte.SIZE + pendingBits;
    }

    /** Number of whole bytes. */
    int wholeBytes() {
        return length;
    }

    /** The array that holds them, from 0; valid until the next change. */
    byte[] array() {
        return bytes;
    }

    /** Forgets the whole bytes; the bits after them stay. */
    void clearWholeBytes() {
        length = 0;
    }

    /** A copy of the whole bytes. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
