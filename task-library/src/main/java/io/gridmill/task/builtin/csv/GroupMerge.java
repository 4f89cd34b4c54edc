package io.gridmill.task.builtin.csv;

import io.gridmill.task.Source;
import io.gridmill.task.Workspace;
import io.gridmill.task.builtin.MergePasses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges any number of runs, joining the states of equal groups. Reads a bounded number at once, in
 * several passes through temporary files where there are more, and holds one state at a time, so
 * the memory needed depends neither on their number nor on that of the groups.
 *
 * @param measures what states hold
 * @param fanIn most runs read at once, 2 or more
 * @param work where passes are written
 */
record GroupMerge(List<Measure> measures, int fanIn, Workspace work) {

    void merge(List<Source> runs, GroupSink sink) throws IOException {
        List<Source> left =
                new MergePasses(fanIn, work)
                        .fewEnough(
                                runs,
                                (part, run) -> {
                                    RunWriter writer = new RunWriter(run, BadRows.NONE);
                                    mergeAtOnce(part, measures, writer);
                                    writer.end();
                                });
        mergeAtOnce(left, measures, sink);
    }

    /** Merges a few runs without temporary files. */
    static void mergeAtOnce(List<Source> runs, List<Measure> measures, GroupSink sink)
            throws IOException {
        List<RunReader> opened = new ArrayList<>();
        try {
            PriorityQueue<RunReader> heads = new PriorityQueue<>(RunReader.BY_KEY);
            for (Source run : runs) {
                RunReader reader = new RunReader(run);
                opened.add(reader);
                advance(reader, heads);
            }
            drain(heads, measures, sink);
        } finally {
            for (RunReader reader : opened) {
                reader.close();
            }
        }
    }

    private static void drain(
            PriorityQueue<RunReader> heads, List<Measure> measures, GroupSink sink)
            throws IOException {
        byte[] key = new byte[64];
        RunReader head = heads.poll();
        while (head != null) {
            int length = head.length();
            if (length > key.length) {
                key = new byte[Math.max(length, 2 * key.length)];
            }
            System.arraycopy(head.key(), 0, key, 0, length);
            GroupState state = new GroupState(measures);
            do {
                head.absorbInto(state);
                advance(head, heads);
                head = heads.poll();
            } while (head != null && head.isAt(key, length));
            sink.add(key, length, state);
        }
    }

    private static void advance(RunReader reader, PriorityQueue<RunReader> heads)
            throws IOException {
        if (reader.next()) {
            heads.add(reader);
        }
    }
}
