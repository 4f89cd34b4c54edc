package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Source;
import io.gridmill.task.Workspace;
import io.gridmill.task.builtin.MergePasses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges any number of runs of the same order, adding the counts of equal words. Reads a bounded
 * number at once, in several passes through temporary files where there are more, so the memory
 * needed depends neither on their number nor on that of the words.
 *
 * @param order order of the runs and of the outcome
 * @param fanIn most runs read at once, 2 or more
 * @param work where passes are written
 */
record WordMerge(Comparator<WordRunReader> order, int fanIn, Workspace work) {

    void merge(List<Source> runs, WordSink sink) throws IOException {
        List<Source> left =
                new MergePasses(fanIn, work)
                        .fewEnough(
                                runs,
                                (part, run) -> {
                                    WordRunWriter writer = new WordRunWriter(run);
                                    mergeAtOnce(part, order, writer);
                                    writer.end();
                                });
        mergeAtOnce(left, order, sink);
    }

    /** Merges a few runs without temporary files. */
    static void mergeAtOnce(List<Source> runs, Comparator<WordRunReader> order, WordSink sink)
            throws IOException {
        List<WordRunReader> opened = new ArrayList<>();
        try {
            PriorityQueue<WordRunReader> heads = new PriorityQueue<>(order);
            for (Source run : runs) {
                WordRunReader reader = new WordRunReader(run);
                opened.add(reader);
                advance(reader, heads);
            }
            drain(heads, sink);
        } finally {
            for (WordRunReader reader : opened) {
                reader.close();
            }
        }
    }

    private static void drain(PriorityQueue<WordRunReader> heads, WordSink sink)
            throws IOException {
        byte[] word = new byte[64];
        WordRunReader head = heads.poll();
        while (head != null) {
            int length = head.length();
            if (length > word.length) {
                word = new byte[WordArena.grown(word.length, length)];
            }
            System.arraycopy(head.word(), 0, word, 0, length);
            long count = 0;
            do {
                count = Math.addExact(count, head.count());
                advance(head, heads);
                head = heads.poll();
            } while (head != null && head.isAt(word, length));
            sink.add(word, 0, length, count);
        }
    }

    private static void advance(WordRunReader reader, PriorityQueue<WordRunReader> heads)
            throws IOException {
        if (reader.next()) {
            heads.add(reader);
        }
    }
}
