package io.gridmill.task.builtin.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the next line end or quote, eight bytes at a time. A byte of a word is zero where {@code (w
 * - 0x01..) & ~w & 0x80..} has its top bit; the lowest such bit is never a false one (Mycroft's
 * test, H. S. Warren, Hacker's Delight, 2nd edition, section 6-1).
 */
final class StructureSearch {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long CARRIAGE_RETURNS = '\r' * ONES;

    private StructureSearch() {}

    /** Position of the next line feed, carriage return or quote; {@code to} where there is none. */
    static int next(byte[] bytes, int from, int to, byte quote) {
        long quotes = (quote & 0xffL) * ONES;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long hits =
                    zeros(word ^ LINE_FEEDS)
                            | zeros(word ^ CARRIAGE_RETURNS)
                            | zeros(word ^ quotes);
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != quote) {
            i++;
        }
        return i;
    }

    /** Whether all bytes are ASCII. */
    static boolean isAscii(byte[] bytes, int from, int to) {
        int i = from;
        long seen = 0;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            seen |= (long) LONGS.get(bytes, i);
        }
        for (; i < to; i++) {
            seen |= bytes[i];
        }
        return (seen & HIGHS) == 0;
    }

    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
