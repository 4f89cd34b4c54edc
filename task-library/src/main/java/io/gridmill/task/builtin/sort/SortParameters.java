package io.gridmill.task.builtin.sort;

import io.gridmill.task.Parameters;

/**
 * How lines are sorted.
 *
 * @param key number of the field to sort by, from 1; 0 for the whole line
 * @param delimiter what stands between fields, one ASCII character; empty where a field begins
 *     between a byte that is no blank and a blank
 * @param numeric whether keys are compared as numbers
 * @param descending whether the largest key comes first
 * @param unique whether of lines with equal keys only the first of the input is kept
 * @param chunkSize bytes of input that one task sorts, 65,536 to 33,554,432
 */
public record SortParameters(
        int key,
        String delimiter,
        boolean numeric,
        boolean descending,
        boolean unique,
        int chunkSize) {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final int MOST_FIELDS = 1_000_000;

    /** Up to here a delimiter that is too long gets an answer of its own. */
    private static final int LONGEST_TEXT = 64;

    static SortParameters read(Parameters source) {
        SortParameters parameters =
                new SortParameters(
                        source.integer("key", 0, 0, MOST_FIELDS),
                        source.text("delimiter", "", LONGEST_TEXT),
                        source.flag("numeric", false),
                        source.flag("descending", false),
                        source.flag("unique", false),
                        source.integer("chunkSize", 16 * MIB, 64 * KIB, 32 * MIB));
        if (!isDelimiter(parameters.delimiter)) {
            source.error(
                    "delimiter",
                    "format",
                    "must be one ASCII character and no line feed, as bytes are compared (a tab is"
                            + " the character itself, \"\\t\" in JSON); leave it out for fields"
                            + " between blanks");
        }
        source.done();
        return parameters;
    }

    private static boolean isDelimiter(String text) {
        return text.isEmpty()
                || (text.length() == 1 && text.charAt(0) < 0x80 && text.charAt(0) != '\n');
    }

    LineOrder order() {
        return new LineOrder(keyField(), numeric, descending, unique);
    }

    private KeyField keyField() {
        if (key == 0) {
            return new KeyField.WholeLine();
        }
        return delimiter.isEmpty()
                ? new KeyField.BetweenBlanks(key)
                : new KeyField.Delimited(key, (byte) delimiter.charAt(0));
    }
}
