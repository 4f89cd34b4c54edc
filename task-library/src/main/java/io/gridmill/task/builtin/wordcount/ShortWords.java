package io.gridmill.task.builtin.wordcount;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts words of at most {@value #LONGEST} bytes, which are most words of most texts: a hash table
 * with open addressing where word and count stand side by side, so that a word costs one access to
 * memory. A word is a key of 64 bits, its bytes from the top and its length in the lowest byte;
 * keys as unsigned numbers are in the order of the words.
 */
final class ShortWords {
    static final int LONGEST = 7;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** No word has this key: its length would be 0. */
    private static final long EMPTY = 0;

    /** 2^64 divided by the golden ratio: the upper bits of a product depend on all of the key. */
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private static final int FIRST_SLOTS_BITS = 14;

    /** Key and count by turns. */
    private long[] slots = new long[2 << FIRST_SLOTS_BITS];

    private int shift = Long.SIZE - FIRST_SLOTS_BITS;
    private int size;

    /** Number of different words. */
    int size() {
        return size;
    }

    /** The key of a word of 1 to {@value #LONGEST} bytes. */
    static long key(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            long mask = -1L << (Long.SIZE - length * Byte.SIZE);
            return ((long) LONGS.get(bytes, from) & mask) | length;
        }
        long key = length;
        for (int i = 0; i < length; i++) {
            key |= (bytes[from + i] & 0xffL) << (Long.SIZE - (i + 1) * Byte.SIZE);
        }
        return key;
    }

    /** Number of bytes of the word of a key. */
    static int length(long key) {
        return (int) key & 0xf;
    }

    /** Writes the word of a key, and a byte that is no part of it, over the first 8 bytes. */
    static void unpack(long key, byte[] into) {
        LONGS.set(into, 0, key);
    }

    void add(long key, long count) {
        int slot = find(key);
        if (slots[slot] == EMPTY) {
            slots[slot] = key;
            size++;
        }
        slots[slot + 1] += count;
        if (size * 4L > slots.length) {
            grow();
        }
    }

    long count(long key) {
        return slots[find(key) + 1];
    }

    /** All keys in no order. */
    long[] keys() {
        long[] keys = new long[size];
        int n = 0;
        for (int slot = 0; slot < slots.length; slot += 2) {
            if (slots[slot] != EMPTY) {
                keys[n++] = slots[slot];
            }
        }
        return keys;
    }

    /** All keys in the order of the words. */
    long[] sortedKeys() {
        long[] keys = keys();
        // The JDK sorts signed numbers; the order of words is that of unsigned ones.
        flipSigns(keys);
        Arrays.sort(keys);
        flipSigns(keys);
        return keys;
    }

    void clear() {
        Arrays.fill(slots, 0);
        size = 0;
    }

    /** Where the key stands or would stand. */
    private int find(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * GOLDEN) >>> shift) << 1;
        while (slots[slot] != key && slots[slot] != EMPTY) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private static void flipSigns(long[] keys) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] ^= Long.MIN_VALUE;
        }
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        shift--;
        for (int slot = 0; slot < old.length; slot += 2) {
            if (old[slot] != EMPTY) {
                int to = find(old[slot]);
                slots[to] = old[slot];
                slots[to + 1] = old[slot + 1];
            }
        }
    }
}
