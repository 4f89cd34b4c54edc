package io.gridmill.task.builtin.csv;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answer as CSV (RFC 4180, UTF-8, lines end in a line feed): the group columns, the
 * aggregates, and then
 *
 * <ul>
 *   <li>where a percentile of any group is approximate, a column {@code p95(c) error} per
 *       percentile: its greatest relative error, 0 where it is exact;
 *   <li>where malformed rows are skipped or reported, {@code skippedRows}: how many in all, the
 *       same in each line (one line with nothing else where they leave no group);
 *   <li>where they are reported, {@code badLine} and {@code badReason}, which are empty but in the
 *       lines after the groups, one for each malformed row.
 * </ul>
 */
final class AnswerCsv implements GroupSink {
    private static final int PLAIN_DIGITS = 40;
    private static final byte[] EMPTY = {};

    private final OutputStream out;
    private final CsvParameters parameters;
    private final List<Measure> measures;
    private final BadRows bad;
    private final boolean errors;
    private boolean lineBegun;

    /**
     * Begins with the header.
     *
     * @param errors whether to write the errors of percentiles
     */
    AnswerCsv(OutputStream out, CsvParameters parameters, BadRows bad, boolean errors)
            throws IOException {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.parameters = parameters;
        this.measures = parameters.measures();
        this.bad = bad;
        this.errors = errors;
        header();
    }

    @Override
    public void add(byte[] key, int length, GroupState state) throws IOException {
        for (byte[] value : GroupKey.values(key, length)) {
            field(value);
        }
        for (Aggregate aggregate : parameters.aggregates()) {
            field(value(aggregate, state));
        }
        if (errors) {
            for (Aggregate aggregate : parameters.aggregates()) {
                if (aggregate.function() == Aggregate.Function.PERCENTILE) {
                    MeasureState measure = state.measure(measure(aggregate));
                    field(measure.isApproximate() ? Double.toString(LogHistogram.ERROR) : "0");
                }
            }
        }
        if (parameters.onBadRow() != OnBadRow.FAIL) {
            field(Long.toString(bad.count()));
        }
        if (parameters.onBadRow() == OnBadRow.REPORT) {
            field("");
            field("");
        }
        endLine();
    }

    /**
     * Writes the malformed rows where they are reported, and ends the answer.
     *
     * @param empty whether there is no group; the number of skipped rows then has a line of its own
     */
    void end(boolean empty) throws IOException {
        if (parameters.onBadRow() == OnBadRow.REPORT) {
            for (BadRows.BadRow row : bad.listed()) {
                skippedRows();
                field(Long.toString(row.line()));
                field(row.reason());
                endLine();
            }
        } else if (parameters.onBadRow() == OnBadRow.SKIP && empty && bad.count() > 0) {
            skippedRows();
            endLine();
        }
        out.flush();
    }

    private void skippedRows() throws IOException {
        long columns = parameters.groupBy().size() + (long) parameters.aggregates().size();
        for (long i = 0; i < columns + (errors ? percentiles() : 0); i++) {
            field("");
        }
        field(Long.toString(bad.count()));
    }

    /** A number in decimal digits without superfluous zeros; with an exponent where it is long. */
    static String text(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = value.stripTrailingZeros();
        long whole = (long) stripped.precision() - stripped.scale();
        boolean plain = whole <= PLAIN_DIGITS && stripped.scale() <= PLAIN_DIGITS;
        return plain ? stripped.toPlainString() : stripped.toString();
    }

    private void header() throws IOException {
        for (String column : parameters.groupBy()) {
            field(column);
        }
        for (Aggregate aggregate : parameters.aggregates()) {
            field(aggregate.text());
        }
        if (errors) {
            for (Aggregate aggregate : parameters.aggregates()) {
                if (aggregate.function() == Aggregate.Function.PERCENTILE) {
                    field(aggregate.text() + " error");
                }
            }
        }
        if (parameters.onBadRow() != OnBadRow.FAIL) {
            field("skippedRows");
        }
        if (parameters.onBadRow() == OnBadRow.REPORT) {
            field("badLine");
            field("badReason");
        }
        endLine();
    }

    private long percentiles() {
        return parameters.aggregates().stream()
                .filter(aggregate -> aggregate.function() == Aggregate.Function.PERCENTILE)
                .count();
    }

    private String value(Aggregate aggregate, GroupState state) {
        if (aggregate.function() == Aggregate.Function.COUNT) {
            return Long.toString(state.rows());
        }
        BigDecimal value = state.measure(measure(aggregate)).value(aggregate);
        return value == null ? "" : text(value);
    }

    private int measure(Aggregate aggregate) {
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).column().equals(aggregate.column())) {
                return i;
            }
        }
        throw new IllegalStateException("No measure of " + aggregate.text());
    }

    private void field(@Nullable String value) throws IOException {
        field(value == null ? EMPTY : value.getBytes(StandardCharsets.UTF_8));
    }

    private void field(byte[] value) throws IOException {
        if (lineBegun) {
            out.write(',');
        }
        lineBegun = true;
        if (!mustBeQuoted(value)) {
            out.write(value);
            return;
        }
        out.write('"');
        for (byte b : value) {
            if (b == '"') {
                out.write('"');
            }
            out.write(b);
        }
        out.write('"');
    }

    private void endLine() throws IOException {
        out.write('\n');
        lineBegun = false;
    }

    private static boolean mustBeQuoted(byte[] value) {
        for (byte b : value) {
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }
}
