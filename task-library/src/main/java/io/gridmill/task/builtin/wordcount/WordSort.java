package io.gridmill.task.builtin.wordcount;

import java.util.Arrays;

/**
 * Sorts the words of an arena by unsigned bytes. Sorts numbers made of four bytes of each word,
 * then the words that have these in common by the next four, which is several times as fast as
 * comparing words.
 */
final class WordSort {
    /** From here on words are compared: a long common beginning must not mean deep recursion. */
    private static final int DEEPEST = 64;

    /** So few words are compared, too: that is faster. */
    private static final int FEW = 8;

    private final WordArena words;
    private final long[] keys;

    private WordSort(WordArena words) {
        this.words = words;
        this.keys = new long[words.size()];
    }

    /** The numbers of the words in the order of the words. */
    static int[] order(WordArena words) {
        WordSort sort = new WordSort(words);
        for (int i = 0; i < sort.keys.length; i++) {
            sort.keys[i] = i;
        }
        sort.sort(0, sort.keys.length, 0);
        int[] order = new int[sort.keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) sort.keys[i];
        }
        return order;
    }

    private void sort(int from, int to, int depth) {
        if (to - from <= FEW) {
            insertionSort(from, to);
            return;
        }
        if (depth == DEEPEST) {
            compareSort(from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            int word = (int) keys[i];
            keys[i] = (long) fourBytes(word, depth) << 32 | word;
        }
        Arrays.sort(keys, from, to);
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || keys[i] >> 32 != keys[start] >> 32) {
                if (i - start > 1) {
                    sort(start, i, depth + Integer.BYTES);
                }
                start = i;
            }
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int j = i;
            while (j > from && words.compare((int) keys[j - 1], (int) key) > 0) {
                keys[j] = keys[j - 1];
                j--;
            }
            keys[j] = key;
        }
    }

    private void compareSort(int from, int to) {
        Integer[] group = new Integer[to - from];
        Arrays.setAll(group, i -> (int) keys[from + i]);
        Arrays.sort(group, words::compare);
        for (int i = 0; i < group.length; i++) {
            keys[from + i] = group[i];
        }
    }

    /** Four bytes of a word, zeros after its end, such that signed order is the bytes' order. */
    private int fourBytes(int word, int depth) {
        byte[] bytes = words.bytes();
        int start = words.start(word) + depth;
        int end = words.start(word) + words.length(word);
        int key = 0;
        for (int i = start; i < start + Integer.BYTES; i++) {
            key = key << 8 | (i < end ? bytes[i] & 0xff : 0);
        }
        return key ^ Integer.MIN_VALUE;
    }
}
