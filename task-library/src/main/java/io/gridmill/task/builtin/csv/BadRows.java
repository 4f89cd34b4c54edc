package io.gridmill.task.builtin.csv;

import io.gridmill.task.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Malformed rows: how many there are, and the first {@value #MOST_LISTED} of them in the file.
 *
 * @param count all of them
 * @param listed in the order of their lines
 */
record BadRows(long count, List<BadRow> listed) {
    static final int MOST_LISTED = 1000;
    static final BadRows NONE = new BadRows(0, List.of());

    private static final int LONGEST_REASON = 16 * 1024;

    /**
     * A malformed row.
     *
     * @param line number of its first line in the input, from 1
     * @param reason what is wrong, without anything that stands in its cells
     */
    record BadRow(long line, String reason) {}

    BadRows plus(BadRows other) {
        if (other.count == 0) {
            return this;
        }
        List<BadRow> both = new ArrayList<>(listed);
        both.addAll(other.listed);
        both.sort(Comparator.comparingLong(BadRow::line));
        return new BadRows(
                count + other.count,
                List.copyOf(both.subList(0, Math.min(both.size(), MOST_LISTED))));
    }

    /** Those of several runs. */
    static BadRows of(List<Source> runs) throws IOException {
        BadRows sum = NONE;
        for (Source run : runs) {
            try (RunInput in = new RunInput(run)) {
                sum = sum.plus(RunReader.badRows(in));
            }
        }
        return sum;
    }

    void write(RunOutput out) throws IOException {
        out.number(count);
        out.number(listed.size());
        for (BadRow row : listed) {
            out.number(row.line);
            byte[] reason = row.reason.getBytes(StandardCharsets.UTF_8);
            out.number(reason.length);
            out.bytes(reason, 0, reason.length);
        }
    }

    static BadRows read(RunInput in) throws IOException {
        long count = in.number(Long.MAX_VALUE);
        int size = (int) in.number(MOST_LISTED);
        List<BadRow> listed = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            long line = in.number(Long.MAX_VALUE);
            byte[] reason = new byte[(int) in.number(LONGEST_REASON)];
            in.bytes(reason, 0, reason.length);
            listed.add(new BadRow(line, new String(reason, StandardCharsets.UTF_8)));
        }
        return new BadRows(count, List.copyOf(listed));
    }
}
