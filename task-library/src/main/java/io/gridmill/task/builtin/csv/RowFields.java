package io.gridmill.task.builtin.csv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the needed fields of one row after another (RFC 4180). */
final class RowFields {
    private static final int NOT_NEEDED = -1;

    private final byte delimiter;
    private final byte quote;
    private final int fields;

    /** By number of the field: where in the arrays below it is noted. */
    private final int[] slotOf;

    private final int[] from;
    private final int[] to;
    private final boolean[] doubled;
    private int found;

    /**
     * For rows of this layout.
     *
     * @param needed numbers of the needed fields, each once
     */
    RowFields(CsvDialect dialect, int fields, int[] needed) {
        this.delimiter = dialect.delimiter();
        this.quote = dialect.quote();
        this.fields = fields;
        this.slotOf = new int[fields];
        Arrays.fill(slotOf, NOT_NEEDED);
        for (int slot = 0; slot < needed.length; slot++) {
            slotOf[needed[slot]] = slot;
        }
        this.from = new int[needed.length];
        this.to = new int[needed.length];
        this.doubled = new boolean[needed.length];
    }

    /** Divides a row; what is wrong with it, or null. */
    @Nullable String divide(byte[] bytes, int start, int end) {
        int field = 0;
        int i = start;
        while (true) {
            int first = i;
            int last;
            boolean twice = false;
            if (i < end && bytes[i] == quote) {
                first++;
                i = closingQuote(bytes, first, end);
                twice = i < 0;
                i = twice ? ~i : i;
                last = i++;
                if (i < end && bytes[i] != delimiter) {
                    return "text follows the quote that closes field " + (field + 1);
                }
            } else {
                i = plainEnd(bytes, i, end);
                last = i;
                if (i < end && bytes[i] == quote) {
                    return "a quote stands inside field "
                            + (field + 1)
                            + ", which does not begin with one";
                }
            }
            if (field < fields && slotOf[field] != NOT_NEEDED) {
                note(slotOf[field], first, last, twice);
            }
            field++;
            if (i >= end) {
                break;
            }
            i++;
        }
        found = field;
        return field == fields ? null : "has " + count(field) + " instead of " + fields;
    }

    /** Number of fields of the row, where it could be divided. */
    int found() {
        return found;
    }

    int from(int slot) {
        return from[slot];
    }

    int to(int slot) {
        return to[slot];
    }

    /** Whether there are doubled quotes in it. */
    boolean doubled(int slot) {
        return doubled[slot];
    }

    private void note(int slot, int first, int last, boolean twice) {
        from[slot] = first;
        to[slot] = last;
        doubled[slot] = twice;
    }

    private int plainEnd(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != delimiter && bytes[i] != quote) {
            i++;
        }
        return i;
    }

    /** Where the closing quote stands; its complement where doubled quotes stand before it. */
    private int closingQuote(byte[] bytes, int start, int end) {
        boolean twice = false;
        int i = start;
        while (i < end) {
            if (bytes[i] == quote) {
                if (i + 1 == end || bytes[i + 1] != quote) {
                    break;
                }
                twice = true;
                i++;
            }
            i++;
        }
        return twice ? ~i : i;
    }

    private static String count(int fields) {
        return fields == 1 ? "1 field" : fields + " fields";
    }
}
