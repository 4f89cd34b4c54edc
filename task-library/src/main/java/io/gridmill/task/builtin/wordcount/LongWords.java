package io.gridmill.task.builtin.wordcount;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts words of any length: a hash table with open addressing whose slots hold a word's hash and
 * its number in an arena.
 */
final class LongWords {
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int EMPTY = -1;
    private static final int FIRST_SLOTS = 16 * 1024;

    private final WordArena words = new WordArena();
    private long[] counts = new long[8 * 1024];

    /** Hash in the upper half, number of the word in the lower. */
    private long[] slots = emptySlots(FIRST_SLOTS);

    /** Number of different words. */
    int size() {
        return words.size();
    }

    /** Adds to the count of a word. */
    void add(byte[] bytes, int from, int to, long count) {
        int hash = hash(bytes, from, to);
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        while (true) {
            long entry = slots[slot];
            if (entry == EMPTY) {
                break;
            }
            if ((int) (entry >>> 32) == hash && words.equals((int) entry, bytes, from, to)) {
                counts[(int) entry] += count;
                return;
            }
            slot = (slot + 1) & mask;
        }
        int word = words.add(bytes, from, to - from);
        if (word == counts.length) {
            counts = Arrays.copyOf(counts, counts.length * 2);
        }
        counts[word] = count;
        slots[slot] = (long) hash << 32 | word;
        if (words.size() * 2L > slots.length) {
            rehash(slots.length * 2);
        }
    }

    /** The numbers of the words, sorted by unsigned bytes. */
    int[] order() {
        return WordSort.order(words);
    }

    /** Compares a word with another, by unsigned bytes. */
    int compare(int word, byte[] other, int otherLength) {
        int start = words.start(word);
        return Arrays.compareUnsigned(
                words.bytes(), start, start + words.length(word), other, 0, otherLength);
    }

    /** Hands on one word. */
    void hand(int word, WordSink sink) throws IOException {
        sink.add(words.bytes(), words.start(word), words.length(word), counts[word]);
    }

    void clear() {
        words.clear();
        Arrays.fill(slots, EMPTY);
    }

    private void rehash(int length) {
        long[] larger = emptySlots(length);
        int mask = length - 1;
        for (long entry : slots) {
            if (entry == EMPTY) {
                continue;
            }
            int slot = spread((int) (entry >>> 32)) & mask;
            while (larger[slot] != EMPTY) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = entry;
        }
        slots = larger;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        int i = from;
        for (; i <= to - Integer.BYTES; i += Integer.BYTES) {
            hash = (hash ^ (int) INTS.get(bytes, i)) * 0x85eb_ca6b;
            hash ^= hash >>> 15;
        }
        for (; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x0100_0193;
        }
        return hash;
    }

    /** Multiplies by 2^32 over the golden ratio, so that the lower bits depend on all. */
    private static int spread(int hash) {
        int spread = hash * 0x9e37_79b9;
        return spread ^ (spread >>> 15);
    }

    private static long[] emptySlots(int length) {
        long[] slots = new long[length];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
