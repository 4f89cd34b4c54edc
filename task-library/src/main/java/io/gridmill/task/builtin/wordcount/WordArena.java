package io.gridmill.task.builtin.wordcount;

import java.util.Arrays;

/** Words side by side in one array, numbered from 0 in the order they came. */
final class WordArena {
    private byte[] bytes = new byte[64 * 1024];
    private int[] starts = new int[8 * 1024];
    private int size;

    int size() {
        return size;
    }

    /** Bytes held by all words. */
    int usedBytes() {
        return starts[size];
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int word) {
        return starts[word];
    }

    int length(int word) {
        return starts[word + 1] - starts[word];
    }

    /** Copies a word in; returns its number. */
    int add(byte[] source, int from, int length) {
        int start = starts[size];
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, grown(bytes.length, end));
        }
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, grown(starts.length, size + 2));
        }
        System.arraycopy(source, from, bytes, start, length);
        starts[size + 1] = end;
        return size++;
    }

    boolean equals(int word, byte[] other, int from, int to) {
        return Arrays.equals(bytes, starts[word], starts[word + 1], other, from, to);
    }

    int compare(int a, int b) {
        return Arrays.compareUnsigned(
                bytes, starts[a], starts[a + 1], bytes, starts[b], starts[b + 1]);
    }

    void clear() {
        size = 0;
    }

    /** One and a half times as large, or what is needed. */
    static int grown(int length, int needed) {
        return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, length * 3L / 2));
    }
}
