package io.gridmill.task.builtin.csv;

import java.util.List;
import java.util.Locale;

/** What becomes of a job when a row is malformed. */
public enum OnBadRow {
    /** The job fails and names the line. */
    FAIL,
    /** The row is left out and counted. */
    SKIP,
    /** The row is left out, counted, and listed in the answer with its line and what is wrong. */
    REPORT;

    static final List<String> NAMES = List.of("fail", "skip", "report");

    static OnBadRow named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
