package io.gridmill.task.builtin;

import io.gridmill.task.Source;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes many runs few: merges neighbours to temporary files, no more of them than it takes, in as
 * many passes as it takes. What is needed of memory and open files does not depend on the number of
 * runs.
 *
 * @param most runs read at once, 2 or more
 * @param work where temporary files are
 */
public record MergePasses(int most, Workspace work) {

    /** Merges a few runs, which are neighbours, to one. */
    public interface Merge {
        void merge(List<Source> runs, OutputStream run) throws IOException;
    }

    /** Runs with the content of those given, in their order, and at most {@link #most} of them. */
    public List<Source> fewEnough(List<Source> runs, Merge merge) throws IOException {
        List<Source> left = runs;
        while (left.size() > most) {
            left = pass(left, merge);
        }
        return left;
    }

    private List<Source> pass(List<Source> runs, Merge merge) throws IOException {
        List<Source> merged = new ArrayList<>();
        int next = 0;
        while (next < runs.size()) {
            int tooMany = merged.size() + runs.size() - next - most;
            int group = Math.clamp(tooMany + 1L, 1, Math.min(most, runs.size() - next));
            List<Source> part = runs.subList(next, next + group);
            merged.add(group == 1 ? part.getFirst() : toFile(part, merge));
            next += group;
        }
        return merged;
    }

    private Source toFile(List<Source> runs, Merge merge) throws IOException {
        Path file = work.newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            merge.merge(runs, out);
        }
        return Source.of(file);
    }
}
