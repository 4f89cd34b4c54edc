package io.gridmill.task.builtin.wordcount;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Merges sorted runs to a sorted run, and the last ones to CSV by count, in bounded memory whatever
 * the number of different words. A partial is a run like the result of a task.
 *
 * @param memory bytes of words that {@link #finish} sorts at once
 * @param fanIn most runs that are read at once, 2 or more
 */
record WordCountAnswer(long memory, int fanIn) implements Aggregator<WordCountParameters> {
    static final WordCountAnswer DEFAULT = new WordCountAnswer(32L * 1024 * 1024, 64);

    @Override
    public String mediaType(WordCountParameters parameters) {
        return "text/csv";
    }

    @Override
    public void fold(
            WordCountParameters parameters,
            List<TaskResult> results,
            Workspace work,
            OutputStream partial)
            throws IOException {
        combine(parameters, results.stream().map(TaskResult::data).toList(), work, partial);
    }

    @Override
    public void combine(
            WordCountParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream partial)
            throws IOException {
        WordRunWriter writer = new WordRunWriter(partial);
        new WordMerge(WordRunReader.BY_WORD, fanIn, work).merge(partials, writer);
        writer.end();
    }

    @Override
    public void finish(
            WordCountParameters parameters,
            List<Source> partials,
            Workspace work,
            OutputStream answer)
            throws IOException {
        CountSort sort = new CountSort(memory, fanIn, work);
        new WordMerge(WordRunReader.BY_WORD, fanIn, work).merge(partials, sort);
        WordCsv csv = new WordCsv(answer);
        sort.finish(csv);
        csv.flush();
    }
}
