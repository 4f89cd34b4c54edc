package io.gridmill.task.builtin.csv;

import io.gridmill.task.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is aggregated, and how the input is written.
 *
 * @param groupBy columns whose values make a group; none for one group of all rows
 * @param aggregates columns of the answer, at least one
 * @param onBadRow what becomes of the job when a row is malformed
 * @param emptyIsBad whether a row is malformed when a cell that is to be a number is empty;
 *     otherwise such a cell is no value
 * @param dialect how the input is written
 * @param chunkSize bytes of input of one task, 65,536 to 16,777,216
 */
public record CsvParameters(
        List<String> groupBy,
        List<Aggregate> aggregates,
        OnBadRow onBadRow,
        boolean emptyIsBad,
        CsvDialect dialect,
        int chunkSize) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int MOST_COLUMNS = 32;
    private static final int LONGEST_NAME = 1000;
    private static final byte NONE = -1;

    static CsvParameters read(Parameters source) {
        List<String> groupBy = source.texts("groupBy", List.of(), MOST_COLUMNS, LONGEST_NAME);
        refuseDoubles(source, "groupBy", groupBy);
        CsvParameters parameters =
                new CsvParameters(
                        groupBy,
                        aggregates(source),
                        OnBadRow.named(source.choice("onBadRow", "fail", OnBadRow.NAMES)),
                        source.choice("emptyCells", "bad", List.of("bad", "ignore")).equals("bad"),
                        dialect(source),
                        source.integer("chunkSize", 4 * MIB, 64 * KIB, 16 * MIB));
        source.done();
        return parameters;
    }

    /** What must be known of the numeric columns. */
    List<Measure> measures() {
        return Measure.of(aggregates);
    }

    private static List<Aggregate> aggregates(Parameters source) {
        List<String> texts =
                source.texts("aggregates", List.of("count"), MOST_COLUMNS, LONGEST_NAME + 5);
        if (texts.isEmpty()) {
            source.error("aggregates", "range", "must have at least one element, such as count");
        }
        refuseDoubles(source, "aggregates", texts);
        List<Aggregate> aggregates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<Aggregate> aggregate = Aggregate.parse(texts.get(i));
            if (aggregate.isPresent()) {
                aggregates.add(aggregate.get());
            } else {
                source.elementError(
                        "aggregates",
                        i,
                        "format",
                        "must be count, sum(c), mean(c), min(c), max(c) or p1(c) to p99(c), where c"
                                + " is a column's name");
            }
        }
        return List.copyOf(aggregates);
    }

    private static void refuseDoubles(Parameters source, String name, List<String> texts) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!seen.add(texts.get(i))) {
                source.elementError(name, i, "format", "stands in the list before; leave it out");
            }
        }
    }

    private static CsvDialect dialect(Parameters source) {
        String delimiter = source.text("delimiter", ",", 3);
        String quote = source.text("quote", "\"", 1);
        byte between = delimiter.equals("tab") ? (byte) '\t' : ascii(delimiter);
        if (between == NONE) {
            source.error(
                    "delimiter",
                    "format",
                    "must be one ASCII character that is no line end, or tab");
        }
        byte around = ascii(quote);
        if (around == NONE && !quote.isEmpty()) {
            source.error(
                    "quote",
                    "format",
                    "must be one ASCII character that is no line end, or empty for no quoting");
        } else if (around != NONE && around == between) {
            source.error("quote", "format", "must differ from the delimiter");
        }
        return new CsvDialect(
                between,
                around == NONE ? CsvDialect.NO_QUOTE : around,
                CsvEncoding.named(source.choice("encoding", "UTF-8", CsvEncoding.NAMES)),
                source.flag("header", true));
    }

    /** The character, or none where it is not one that can be used. */
    private static byte ascii(String text) {
        boolean usable =
                text.length() == 1
                        && text.charAt(0) < 0x80
                        && text.charAt(0) != '\n'
                        && text.charAt(0) != '\r';
        return usable ? (byte) text.charAt(0) : NONE;
    }
}
