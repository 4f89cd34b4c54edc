package io.gridmill.task.builtin.csv;

import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One task: reads the rows of a chunk and aggregates them by group. */
final class ChunkAggregation {
    /** Rows are looked at in such numbers before the next look at the clock of the task. */
    private static final int ROWS_PER_LOOK = 1024;

    /** So many malformed rows are named when the job fails of them. */
    private static final int MOST_NAMED = 5;

    private final CsvParameters parameters;
    private final CsvChunk chunk;
    private final TaskContext context;
    private final List<Measure> measures;
    private final ChunkGroups groups;
    private final RowFields fields;
    private final CellText text;
    private final GroupKey key = new GroupKey();
    private final DecimalCell[] cells;

    /** By number of the measure: whether its cell holds a number. */
    private final boolean[] present;

    /** Where in the needed fields each group column and measure stands. */
    private final int[] groupSlots;

    private final int[] measureSlots;
    private final List<BadRows.BadRow> listed = new ArrayList<>();
    private long badRows;

    ChunkAggregation(CsvParameters parameters, CsvChunk chunk, TaskContext context, long memory) {
        this.parameters = parameters;
        this.chunk = chunk;
        this.context = context;
        this.measures = parameters.measures();
        this.groups = new ChunkGroups(measures, memory);
        CsvLayout layout = chunk.layout();
        List<Integer> needed =
                IntStream.concat(
                                layout.groups().stream().mapToInt(Integer::intValue),
                                layout.measures().stream().mapToInt(Integer::intValue))
                        .distinct()
                        .boxed()
                        .toList();
        this.groupSlots = layout.groups().stream().mapToInt(needed::indexOf).toArray();
        this.measureSlots = layout.measures().stream().mapToInt(needed::indexOf).toArray();
        this.fields =
                new RowFields(
                        parameters.dialect(),
                        layout.fields(),
                        needed.stream().mapToInt(Integer::intValue).toArray());
        this.text = new CellText(parameters.dialect());
        this.present = new boolean[measures.size()];
        this.cells = new DecimalCell[measures.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = new DecimalCell();
        }
    }

    CsvRun run() throws IOException, TaskFailure {
        context.checkStopped();
        try (RowReader rows =
                new RowReader(
                        context.input().open(chunk.offset(), chunk.length()),
                        parameters.dialect(),
                        chunk.offset(),
                        chunk.firstLine())) {
            RowReader.Outcome outcome = rows.next();
            for (long n = 1; outcome != RowReader.Outcome.END; n++) {
                String wrong = add(rows, outcome);
                if (wrong != null) {
                    note(rows.line(), wrong);
                }
                if (n % ROWS_PER_LOOK == 0) {
                    look(rows);
                }
                outcome = rows.next();
            }
        }
        if (parameters.onBadRow() == OnBadRow.FAIL && badRows > 0) {
            throw failure(true);
        }
        return groups.result(new BadRows(badRows, List.copyOf(listed)));
    }

    private void look(RowReader rows) throws IOException {
        context.checkStopped();
        groups.relieve();
        double done = (double) (rows.nextOffset() - chunk.offset()) / chunk.length();
        context.progress(Math.clamp(done, 0.0, 1.0));
    }

    /** Adds a row to its group; what is wrong with it, or null. */
    private @Nullable String add(RowReader row, RowReader.Outcome outcome) {
        if (outcome != RowReader.Outcome.ROW) {
            return tooMuch(outcome);
        }
        if (row.start() == row.end()) {
            return null;
        }
        String wrong = text.check(row);
        if (wrong == null) {
            wrong = fields.divide(row.structure(), row.start(), row.end());
        }
        for (int i = 0; wrong == null && i < cells.length; i++) {
            wrong = read(row, i);
        }
        if (wrong != null) {
            return wrong;
        }
        key.clear();
        for (int slot : groupSlots) {
            text.addTo(key, row, fields, slot);
        }
        GroupState group = groups.table().group(key.bytes(), key.length());
        group.addRow();
        for (int i = 0; i < cells.length; i++) {
            if (present[i]) {
                groups.table().grew(group.measure(i).add(cells[i]));
            }
        }
        return null;
    }

    private @Nullable String read(RowReader row, int measure) {
        int slot = measureSlots[measure];
        DecimalCell.Outcome outcome =
                cells[measure].read(row.structure(), fields.from(slot), fields.to(slot));
        present[measure] = outcome == DecimalCell.Outcome.NUMBER;
        return switch (outcome) {
            case NUMBER -> null;
            case EMPTY -> parameters.emptyIsBad() ? cell(measure) + " is empty" : null;
            case NOT_A_NUMBER -> cell(measure) + " is not a number";
            case OUT_OF_RANGE -> cell(measure) + " is a number out of range";
        };
    }

    private String cell(int measure) {
        return "field "
                + (chunk.layout().measures().get(measure) + 1)
                + " ("
                + measures.get(measure).column()
                + ")";
    }

    private String tooMuch(RowReader.Outcome outcome) {
        String limit =
                String.format(
                        Locale.ROOT,
                        "the row that begins here is longer than %,d characters",
                        RowReader.LONGEST_ROW);
        if (!parameters.dialect().quotes()) {
            return limit;
        }
        return outcome == RowReader.Outcome.TOO_LONG
                ? limit + "; is a quote in it not closed?"
                : "a quote that opens in this line is not closed";
    }

    private void note(long line, String reason) throws TaskFailure {
        badRows++;
        if (parameters.onBadRow() != OnBadRow.SKIP && listed.size() < BadRows.MOST_LISTED) {
            listed.add(new BadRows.BadRow(line, reason));
        }
        if (parameters.onBadRow() == OnBadRow.FAIL && badRows > MOST_NAMED) {
            throw failure(false);
        }
    }

    private TaskFailure failure(boolean all) {
        String lines =
                listed.stream()
                        .limit(MOST_NAMED)
                        .map(row -> "line " + row.line() + ": " + row.reason())
                        .collect(Collectors.joining("; "));
        return TaskFailure.giveUp(
                "bad-row",
                "The input has malformed rows, in its part from line "
                        + chunk.firstLine()
                        + " on: "
                        + lines
                        + (all ? "" : "; and more")
                        + ". Correct them, or set onBadRow to skip or report"
                        + (lines.contains(" is empty") ? ", or emptyCells to ignore" : ""));
    }
}
