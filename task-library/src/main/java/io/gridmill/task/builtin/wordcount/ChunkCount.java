package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The counts of one chunk. Where a table grows large it is written out as a sorted run, which takes
 * a fraction of its memory.
 */
final class ChunkCount {
    private final boolean ignoreCase;
    private final int mostWords;
    private final WordTable table = new WordTable();
    private final List<Source> runs = new ArrayList<>();

    /** Looks at {@code mostWords} in {@link #relieve} only, so it may be passed a little. */
    ChunkCount(boolean ignoreCase, int mostWords) {
        this.ignoreCase = ignoreCase;
        this.mostWords = mostWords;
    }

    void add(byte[] bytes, int from, int to) {
        table.add(bytes, from, to, 1);
    }

    /** Makes room; called now and then. */
    void relieve() throws IOException {
        if (table.size() >= mostWords) {
            runs.add(Source.of(sortedRun()));
            table.clear();
        }
    }

    WordRun result() throws IOException {
        byte[] last = sortedRun();
        if (runs.isEmpty()) {
            return new WordRun(last);
        }
        runs.add(Source.of(last));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WordRunWriter writer = new WordRunWriter(bytes);
        WordMerge.mergeAtOnce(runs, WordRunReader.BY_WORD, writer);
        writer.end();
        return new WordRun(bytes.toByteArray());
    }

    private byte[] sortedRun() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        WordRunWriter writer = new WordRunWriter(bytes);
        WordTable counted = ignoreCase ? lowerCased() : table;
        counted.forEachSorted(writer);
        writer.end();
        return bytes.toByteArray();
    }

    /** Changes the case of each different word once instead of that of every word. */
    private WordTable lowerCased() throws IOException {
        WordTable lower = new WordTable();
        table.forEach(
                (bytes, from, length, count) -> {
                    if (LowerCase.holds(bytes, from, length)) {
                        lower.add(bytes, from, from + length, count);
                    } else {
                        byte[] word = Arrays.copyOfRange(bytes, from, from + length);
                        byte[] changed = LowerCase.of(word);
                        lower.add(changed, 0, changed.length, count);
                    }
                });
        return lower;
    }
}
