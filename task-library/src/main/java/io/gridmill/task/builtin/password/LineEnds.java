package io.gridmill.task.builtin.password;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds, eight bytes at a time. */
final class LineEnds {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0a0a_0a0a_0a0a_0a0aL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private LineEnds() {}

    /** Where the first line feed is, {@code limit} where there is none before it. */
    static int next(byte[] bytes, int from, int limit) {
        int i = from;
        for (; i <= limit - Long.BYTES; i += Long.BYTES) {
            // The lowest byte that is zero after this is found exactly; those above may be wrong.
            long difference = (long) LONG.get(bytes, i) ^ LINE_FEEDS;
            long found = (difference - ONES) & ~difference & HIGHEST_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        while (i < limit && bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}
