package io.gridmill.task.builtin.sort;

import io.gridmill.task.Source;
import io.gridmill.task.Workspace;
import io.gridmill.task.builtin.MergePasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges runs, given in the order of the input. As many are read at once as memory allows; where
 * there are more, just enough of them are merged to temporary files first.
 *
 * @param order order of the runs and of the outcome
 * @param memory bytes for the lines of runs that are read
 * @param fanIn most runs read at once, 2 or more
 * @param work where temporary files are
 */
record RunMerge(LineOrder order, long memory, int fanIn, Workspace work) {
    private static final int SMALLEST_BUFFER = 32 * 1024;
    private static final int LARGEST_BUFFER = 256 * 1024;

    /** Writes a run. */
    void mergeToRun(List<Source> runs, OutputStream out) throws IOException {
        RunHeader header = header(runs);
        header.write(out);
        mergeLines(runs, header.longestLine(), out);
    }

    /** Writes the lines alone. */
    void mergeToLines(List<Source> runs, OutputStream out) throws IOException {
        mergeLines(runs, header(runs).longestLine(), out);
    }

    private static RunHeader header(List<Source> runs) throws IOException {
        int longest = 0;
        for (Source run : runs) {
            longest = Math.max(longest, RunHeader.read(run).longestLine());
        }
        return new RunHeader(longest);
    }

    private void mergeLines(List<Source> runs, int longestLine, OutputStream out)
            throws IOException {
        int most = Math.clamp(memory / Math.max(1, longestLine), 2, fanIn);
        List<Source> left =
                new MergePasses(most, work)
                        .fewEnough(
                                runs,
                                (part, run) -> {
                                    new RunHeader(longestLine).write(run);
                                    mergeAtOnce(order, part, bufferSize(part.size()), run);
                                });
        mergeAtOnce(order, left, bufferSize(left.size()), out);
    }

    private int bufferSize(int runs) {
        return Math.clamp(memory / Math.max(1, runs), SMALLEST_BUFFER, LARGEST_BUFFER);
    }

    /** Writes a run, made of a few without temporary files. */
    static void mergeToRunAtOnce(LineOrder order, List<Source> runs, OutputStream out)
            throws IOException {
        header(runs).write(out);
        mergeAtOnce(order, runs, SMALLEST_BUFFER, out);
    }

    private static void mergeAtOnce(
            LineOrder order, List<Source> runs, int buffer, OutputStream out) throws IOException {
        if (runs.size() == 1) {
            copyLines(runs.getFirst(), out);
            return;
        }
        List<RunReader> readers = new ArrayList<>();
        try {
            for (Source run : runs) {
                readers.add(new RunReader(run, order, readers.size(), buffer));
                readers.getLast().next();
            }
            LineWriter writer = new LineWriter(out);
            if (!readers.isEmpty()) {
                drain(new LoserTree(readers), FirstOfEqual.where(order, writer));
            }
            writer.flush();
        } finally {
            for (RunReader reader : readers) {
                reader.close();
            }
        }
    }

    private static void drain(LoserTree tree, LineSink sink) throws IOException {
        while (!tree.first().ended()) {
            tree.first().hand(sink);
            tree.advance();
        }
    }

    /** The lines of a run as they stand. */
    static void copyLines(Source run, OutputStream out) throws IOException {
        try (InputStream in = run.open()) {
            in.skipNBytes(RunHeader.BYTES);
            in.transferTo(out);
        }
    }
}
