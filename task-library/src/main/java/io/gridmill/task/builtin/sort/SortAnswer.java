package io.gridmill.task.builtin.sort;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Merges runs to a run, and the last ones to the lines, in bounded memory. A partial is a run like
 * the result of a task.
 *
 * <p>Ordered, for two reasons: of lines with equal keys the first of the input is known by where
 * its run stands; and partials are not combined on the way, which would write all bytes once more
 * and save the last merge little.
 *
 * @param memory bytes for the lines of runs that are merged at once
 * @param fanIn most runs that are merged at once, 2 or more
 */
record SortAnswer(long memory, int fanIn) implements Aggregator<SortParameters> {
    static final SortAnswer DEFAULT = new SortAnswer(48L * 1024 * 1024, 512);

    @Override
    public String mediaType(SortParameters parameters) {
        return "text/plain";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public void fold(
            SortParameters parameters,
            List<TaskResult> results,
            Workspace work,
            OutputStream partial)
            throws IOException {
        combine(parameters, results.stream().map(TaskResult::data).toList(), work, partial);
    }

    @Override
    public void combine(
            SortParameters parameters, List<Source> partials, Workspace work, OutputStream partial)
            throws IOException {
        merge(parameters, work).mergeToRun(partials, partial);
    }

    @Override
    public void finish(
            SortParameters parameters, List<Source> partials, Workspace work, OutputStream answer)
            throws IOException {
        merge(parameters, work).mergeToLines(partials, answer);
    }

    private RunMerge merge(SortParameters parameters, Workspace work) {
        return new RunMerge(parameters.order(), memory, fanIn, work);
    }
}
