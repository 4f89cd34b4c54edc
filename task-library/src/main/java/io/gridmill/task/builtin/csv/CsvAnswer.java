package io.gridmill.task.builtin.csv;

import io.gridmill.task.Aggregator;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import io.gridmill.task.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Merges sorted runs to a sorted run, and the last ones to CSV, in bounded memory whatever the
 * number of groups. A partial is a run like the result of a task.
 *
 * @param fanIn most runs that are read at once, 2 or more
 */
record CsvAnswer(int fanIn) implements Aggregator<CsvParameters> {
    static final CsvAnswer DEFAULT = new CsvAnswer(64);

    @Override
    public String mediaType(CsvParameters parameters) {
        return "text/csv";
    }

    @Override
    public void fold(
            CsvParameters parameters,
            List<TaskResult> results,
            Workspace work,
            OutputStream partial)
            throws IOException {
        combine(parameters, results.stream().map(TaskResult::data).toList(), work, partial);
    }

    @Override
    public void combine(
            CsvParameters parameters, List<Source> partials, Workspace work, OutputStream partial)
            throws IOException {
        RunWriter writer = new RunWriter(partial, BadRows.of(partials));
        new GroupMerge(parameters.measures(), fanIn, work).merge(partials, writer);
        writer.end();
    }

    @Override
    public void finish(
            CsvParameters parameters, List<Source> partials, Workspace work, OutputStream answer)
            throws IOException {
        List<Measure> measures = parameters.measures();
        if (measures.stream().noneMatch(Measure::values)) {
            BadRows bad = BadRows.of(partials);
            Answer csv = new Answer(parameters, new AnswerCsv(answer, parameters, bad, false));
            new GroupMerge(measures, fanIn, work).merge(partials, csv);
            csv.end();
            return;
        }
        // Whether any percentile is approximate decides on the header, so all groups are merged
        // before it is written.
        Path merged = work.newFile();
        try (OutputStream out = Files.newOutputStream(merged)) {
            RunWriter writer = new RunWriter(out, BadRows.of(partials));
            new GroupMerge(measures, fanIn, work).merge(partials, writer);
            writer.end();
        }
        present(parameters, Source.of(merged), answer);
    }

    /** Writes what one run gives; reads it twice where percentiles are asked for. */
    static void present(CsvParameters parameters, Source run, OutputStream answer)
            throws IOException {
        List<Measure> measures = parameters.measures();
        List<Source> runs = List.of(run);
        Approximation seen = new Approximation();
        if (measures.stream().anyMatch(Measure::values)) {
            GroupMerge.mergeAtOnce(runs, measures, seen);
        }
        Answer csv =
                new Answer(
                        parameters, new AnswerCsv(answer, parameters, BadRows.of(runs), seen.any));
        GroupMerge.mergeAtOnce(runs, measures, csv);
        csv.end();
    }

    /** Sees to it that there is a line where all rows are one group and there are no rows. */
    private static final class Answer implements GroupSink {
        private final CsvParameters parameters;
        private final AnswerCsv csv;
        private boolean empty = true;

        Answer(CsvParameters parameters, AnswerCsv csv) {
            this.parameters = parameters;
            this.csv = csv;
        }

        @Override
        public void add(byte[] key, int length, GroupState state) throws IOException {
            empty = false;
            csv.add(key, length, state);
        }

        void end() throws IOException {
            if (empty && parameters.groupBy().isEmpty()) {
                csv.add(new byte[0], 0, new GroupState(parameters.measures()));
                empty = false;
            }
            csv.end(empty);
        }
    }

    /** Notes whether any group has approximate percentiles. */
    private static final class Approximation implements GroupSink {
        private boolean any;

        @Override
        public void add(byte[] key, int length, GroupState state) {
            any |= state.isApproximate();
        }
    }
}
