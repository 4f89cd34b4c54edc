package io.gridmill.task.builtin;

import java.io.IOException;
import java.util.Arrays;

/**
 * Counts words: a hash table with open addressing whose slots hold a word's hash and its number in
 * an arena.
 */
final class WordTable {
    private static final int EMPTY = -1;
    private static final int FIRST_SLOTS = 16 * 1024;

    private final WordArena words = new WordArena();
    private long[] counts = new long[8 * 1024];

    /** Hash in the upper half, number of the word in the lower. */
    private long[] slots = emptySlots(FIRST_SLOTS);

    /** The hash of a word: {@link #hash(int, byte)} over its bytes from 0. */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash(hash, bytes[i]);
        }
        return hash;
    }

    static int hash(int before, byte next) {
        return before * 31 + next;
    }

    /** Number of different words. */
    int size() {
        return words.size();
    }

    /** Adds to the count of a word. */
    void add(byte[] bytes, int from, int to, int hash, long count) {
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

    /** Hands on all words in no order. */
    void forEach(WordSink sink) throws IOException {
        for (int word = 0; word < words.size(); word++) {
            hand(word, sink);
        }
    }

    /** Hands on all words, sorted by unsigned bytes. */
    void forEachSorted(WordSink sink) throws IOException {
        for (int word : WordSort.order(words)) {
            hand(word, sink);
        }
    }

    void clear() {
        words.clear();
        Arrays.fill(slots, EMPTY);
    }

    private void hand(int word, WordSink sink) throws IOException {
        sink.add(words.bytes(), words.start(word), words.length(word), counts[word]);
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
