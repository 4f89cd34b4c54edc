package io.gridmill.job;

/**
 * The last lines of an attempt's log.
 *
 * @param before lines that were written before these and are not kept
 * @param lines how many these are
 * @param ended whether no more will come
 * @param text a line feed after each line; each begins with its time
 */
public record LogTail(long before, int lines, boolean ended, String text) {
    /** Nothing was written. */
    public static final LogTail NONE = new LogTail(0, 0, false, "");

    /** Number of lines written so far. */
    public long written() {
        return before + lines;
    }

    /** The lines after the first {@code seen} ones, with a word on those that are gone. */
    public String after(long seen) {
        if (seen >= written()) {
            return "";
        }
        if (seen < before) {
            return "[" + (before - seen) + " older lines are not kept]\n" + text;
        }
        int from = 0;
        for (long skip = seen - before; skip > 0; skip--) {
            from = text.indexOf('\n', from) + 1;
        }
        return text.substring(from);
    }
}
