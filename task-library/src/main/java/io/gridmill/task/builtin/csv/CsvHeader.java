package io.gridmill.task.builtin.csv;

import io.gridmill.task.BadParametersException;
import io.gridmill.task.FieldError;
import io.gridmill.task.JobInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of the input tells.
 *
 * @param layout which fields are needed
 * @param offset where the first row of data begins
 * @param line number of its first line
 */
record CsvHeader(CsvLayout layout, long offset, long line) {
    private static final int MOST_SHOWN = 20;
    private static final int LONGEST = 40;
    private static final int LONGEST_MARK = 4;

    /**
     * Reads the first row, from a bounded part of the input.
     *
     * @throws BadParametersException when it cannot be read or lacks a column
     */
    static CsvHeader read(CsvParameters parameters, JobInput input) throws IOException {
        CsvDialect dialect = parameters.dialect();
        int mark = markLength(dialect.encoding(), input);
        long most = mark + (RowReader.LONGEST_ROW + 2L) * dialect.encoding().unit();
        try (RowReader rows = new RowReader(input.open(mark, most), dialect, mark, 1)) {
            RowReader.Outcome outcome = rows.next();
            long offset = mark;
            while (outcome == RowReader.Outcome.ROW && rows.start() == rows.end()) {
                offset = rows.nextOffset();
                outcome = rows.next();
            }
            List<String> names = names(dialect, rows, outcome);
            CsvLayout layout = layout(parameters, names);
            return dialect.header()
                    ? new CsvHeader(layout, rows.nextOffset(), rows.nextLine())
                    : new CsvHeader(layout, offset, rows.line());
        }
    }

    private static int markLength(CsvEncoding encoding, JobInput input) throws IOException {
        byte[] start;
        try (InputStream in = input.open(0, LONGEST_MARK)) {
            start = in.readNBytes(LONGEST_MARK);
        }
        int length = encoding.markLength(start);
        if (length == 0) {
            for (CsvEncoding other : CsvEncoding.values()) {
                if (other.markLength(start) > 0) {
                    throw bad(
                            "/parameters/encoding",
                            "choice",
                            "encoding is "
                                    + encoding.label()
                                    + ", but the input begins with the byte-order mark of "
                                    + other.label()
                                    + "; set encoding to that");
                }
            }
        }
        if (input.size() % encoding.unit() != 0) {
            throw bad(
                    "/input",
                    "format",
                    "input has an odd number of bytes, so it is not " + encoding.label());
        }
        return length;
    }

    private static List<String> names(
            CsvDialect dialect, RowReader rows, RowReader.Outcome outcome) {
        String wrong =
                switch (outcome) {
                    case END -> "the input is empty; its first row must name or show the columns";
                    case TOO_LONG ->
                            String.format(
                                    Locale.ROOT,
                                    "it is longer than %,d characters; is the input CSV?",
                                    RowReader.LONGEST_ROW);
                    case UNCLOSED -> "a quote that opens in it is not closed";
                    case ROW -> new CellText(dialect).check(rows);
                };
        List<String> names = new ArrayList<>();
        if (wrong == null) {
            wrong = divide(dialect, rows, names);
        }
        if (wrong != null) {
            throw bad(
                    "/input",
                    "format",
                    "the first row, in line " + rows.line() + ", cannot be read: " + wrong);
        }
        return names;
    }

    private static @Nullable String divide(CsvDialect dialect, RowReader rows, List<String> names) {
        RowFields counted = new RowFields(dialect, 0, new int[0]);
        String wrong = counted.divide(rows.structure(), rows.start(), rows.end());
        if (counted.found() == 0) {
            return wrong;
        }
        int[] all = IntStream.range(0, counted.found()).toArray();
        RowFields divided = new RowFields(dialect, all.length, all);
        wrong = divided.divide(rows.structure(), rows.start(), rows.end());
        addNames(dialect, rows, divided, names);
        return wrong;
    }

    private static void addNames(
            CsvDialect dialect, RowReader rows, RowFields divided, List<String> names) {
        CellText text = new CellText(dialect);
        for (int i = 0; i < divided.found(); i++) {
            names.add(dialect.header() ? text.of(rows, divided, i) : Integer.toString(i + 1));
        }
    }

    private static CsvLayout layout(CsvParameters parameters, List<String> names) {
        List<FieldError> errors = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int i = 0; i < parameters.groupBy().size(); i++) {
            groups.add(find(parameters.groupBy().get(i), names, "groupBy", i, errors));
        }
        for (int i = 0; i < parameters.aggregates().size(); i++) {
            Aggregate aggregate = parameters.aggregates().get(i);
            if (aggregate.function() != Aggregate.Function.COUNT) {
                find(aggregate.column(), names, "aggregates", i, errors);
            }
        }
        if (!errors.isEmpty()) {
            throw new BadParametersException(errors);
        }
        List<Integer> measures =
                parameters.measures().stream().map(m -> names.indexOf(m.column())).toList();
        return new CsvLayout(names.size(), groups, measures);
    }

    private static int find(
            String column, List<String> names, String list, int index, List<FieldError> errors) {
        int field = names.indexOf(column);
        String wrong = null;
        if (field < 0) {
            wrong =
                    "names the column '"
                            + column
                            + "', which the input does not have; its columns are "
                            + shown(names);
        } else if (names.lastIndexOf(column) != field) {
            wrong =
                    "names the column '"
                            + column
                            + "', which the input has twice, as columns "
                            + (field + 1)
                            + " and "
                            + (names.lastIndexOf(column) + 1)
                            + "; rename one";
        }
        if (wrong != null) {
            String pointer = "/parameters/" + list + "/" + index;
            errors.add(new FieldError(pointer, "choice", list + "[" + index + "] " + wrong));
        }
        return field;
    }

    /** Some of the names, cut and without control characters, as they may come from any file. */
    private static String shown(List<String> names) {
        String some =
                names.stream()
                        .limit(MOST_SHOWN)
                        .map(name -> name.replaceAll("\\p{Cntrl}", "?"))
                        .map(name -> name.length() <= LONGEST ? name : name.substring(0, LONGEST))
                        .collect(Collectors.joining(", "));
        if (names.size() > MOST_SHOWN) {
            return some + " and " + (names.size() - MOST_SHOWN) + " more";
        }
        return names.size() > 1 ? some : some + "; set delimiter if these should be several";
    }

    private static BadParametersException bad(String pointer, String code, String message) {
        return new BadParametersException(List.of(new FieldError(pointer, code, message)));
    }
}
