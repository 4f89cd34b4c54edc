package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Source;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes words in their order and hands them on by count, largest first, then by word. What does not
 * fit in memory is sorted part by part into files, which are then merged.
 */
final class CountSort implements WordSink {
    /** What counts have 43 bits for in a sort key. */
    static final long HIGHEST_COUNT = (1L << 43) - 1;

    private static final int INDEX_BITS = 20;
    private static final int BYTES_PER_WORD = Integer.BYTES + 2 * Long.BYTES;

    private final WordMerge merge;
    private final long memory;
    private final WordArena words = new WordArena();
    private long[] keys = new long[1024];
    private final List<Source> runs = new ArrayList<>();

    /** Sorts with this many bytes at hand and merges files in this way. */
    CountSort(long memory, int fanIn, Workspace work) {
        this.memory = memory;
        this.merge = new WordMerge(WordRunReader.BY_COUNT, fanIn, work);
    }

    @Override
    public void add(byte[] bytes, int from, int length, long count) throws IOException {
        if (count > HIGHEST_COUNT) {
            throw new ArithmeticException(
                    "A word occurs " + count + " times, more than the limit " + HIGHEST_COUNT);
        }
        int word = words.add(bytes, from, length);
        if (word == keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
        }
        // Words come in order, so the one with the smaller number is the smaller one.
        keys[word] = (HIGHEST_COUNT - count) << INDEX_BITS | word;
        long used = words.usedBytes() + (long) words.size() * BYTES_PER_WORD;
        if (used >= memory || words.size() == 1 << INDEX_BITS) {
            spill();
        }
    }

    /** Hands on all words. */
    void finish(WordSink sink) throws IOException {
        if (runs.isEmpty()) {
            handOn(sink);
            return;
        }
        spill();
        merge.merge(runs, sink);
    }

    private void spill() throws IOException {
        Path file = merge.work().newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            WordRunWriter writer = new WordRunWriter(out);
            handOn(writer);
            writer.end();
        }
        runs.add(Source.of(file));
        words.clear();
    }

    private void handOn(WordSink sink) throws IOException {
        Arrays.sort(keys, 0, words.size());
        for (int i = 0; i < words.size(); i++) {
            int word = (int) keys[i] & ((1 << INDEX_BITS) - 1);
            long count = HIGHEST_COUNT - (keys[i] >>> INDEX_BITS);
            sink.add(words.bytes(), words.start(word), words.length(word), count);
        }
    }
}
