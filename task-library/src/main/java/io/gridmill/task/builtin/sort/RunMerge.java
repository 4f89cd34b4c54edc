package io.gridmill.task.builtin.sort;

import io.gridmill.task.Source;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        List<Source> left = runs;
        while (left.size() > most) {
            left = pass(left, most, longestLine);
        }
        mergeAtOnce(order, left, bufferSize(left.size()), out);
    }

    private int bufferSize(int runs) {
        return Math.clamp(memory / Math.max(1, runs), SMALLEST_BUFFER, LARGEST_BUFFER);
    }

    /** Merges neighbours until few enough are left, or all once. */
    private List<Source> pass(List<Source> runs, int most, int longestLine) throws IOException {
        List<Source> merged = new ArrayList<>();
        int next = 0;
        while (next < runs.size()) {
            int tooMany = merged.size() + runs.size() - next - most;
            int group = Math.clamp(tooMany + 1L, 1, Math.min(most, runs.size() - next));
            List<Source> part = runs.subList(next, next + group);
            merged.add(group == 1 ? part.getFirst() : mergeToFile(part, longestLine));
            next += group;
        }
        return merged;
    }

    private Source mergeToFile(List<Source> runs, int longestLine) throws IOException {
        Path file = work.newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            new RunHeader(longestLine).write(out);
            mergeAtOnce(order, runs, bufferSize(runs.size()), out);
        }
        return Source.of(file);
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
