package io.gridmill.task.builtin.csv;

/**
 * How the input is written.
 *
 * @param delimiter ASCII character between fields
 * @param quote ASCII character around fields, doubled inside them; {@link #NO_QUOTE} for none
 * @param encoding of its text
 * @param header whether the first row names the columns; otherwise they are named 1, 2, 3 ...
 */
public record CsvDialect(byte delimiter, byte quote, CsvEncoding encoding, boolean header) {
    /** A line end where no quotes are known: it ends a row before it could be taken for one. */
    static final byte NO_QUOTE = '\n';

    boolean quotes() {
        return quote != NO_QUOTE;
    }
}
