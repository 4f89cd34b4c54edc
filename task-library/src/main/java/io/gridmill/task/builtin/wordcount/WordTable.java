package io.gridmill.task.builtin.wordcount;

import java.io.IOException;

/** Counts words. */
final class WordTable {
    private final ShortWords shortWords = new ShortWords();
    private final LongWords longWords = new LongWords();

    /** Number of different words. */
    int size() {
        return shortWords.size() + longWords.size();
    }

    /** Adds to the count of a word of at least one byte. */
    void add(byte[] bytes, int from, int to, long count) {
        int length = to - from;
        if (length <= ShortWords.LONGEST) {
            shortWords.add(ShortWords.key(bytes, from, length), count);
        } else {
            longWords.add(bytes, from, to, count);
        }
    }

    /** Hands on all words in no order. */
    void forEach(WordSink sink) throws IOException {
        byte[] word = new byte[Long.BYTES];
        for (long key : shortWords.keys()) {
            ShortWords.unpack(key, word);
            sink.add(word, 0, ShortWords.length(key), shortWords.count(key));
        }
        for (int i = 0; i < longWords.size(); i++) {
            longWords.hand(i, sink);
        }
    }

    /** Hands on all words, sorted by unsigned bytes. */
    void forEachSorted(WordSink sink) throws IOException {
        int[] longOrder = longWords.order();
        int next = 0;
        byte[] word = new byte[Long.BYTES];
        for (long key : shortWords.sortedKeys()) {
            ShortWords.unpack(key, word);
            int length = ShortWords.length(key);
            while (next < longOrder.length
                    && longWords.compare(longOrder[next], word, length) < 0) {
                longWords.hand(longOrder[next++], sink);
            }
            sink.add(word, 0, length, shortWords.count(key));
        }
        while (next < longOrder.length) {
            longWords.hand(longOrder[next++], sink);
        }
    }

    void clear() {
        shortWords.clear();
        longWords.clear();
    }
}
