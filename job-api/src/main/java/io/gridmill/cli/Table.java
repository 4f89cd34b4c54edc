package io.gridmill.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Aligned columns. Not thread-safe. */
final class Table {
    private static final String GAP = "  ";
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String CYAN = "\u001b[36m";

    /** Words that are worth a colour wherever they stand alone in a cell. */
    private static final Map<String, String> COLOURS =
            Map.ofEntries(
                    Map.entry("SUCCEEDED", GREEN),
                    Map.entry("ONLINE", GREEN),
                    Map.entry("RUNNING", CYAN),
                    Map.entry("SPLITTING", CYAN),
                    Map.entry("AGGREGATING", CYAN),
                    Map.entry("FAILED", RED),
                    Map.entry("OFFLINE", RED),
                    Map.entry("SUSPECT", YELLOW),
                    Map.entry("BUSY", YELLOW),
                    Map.entry("DRAINING", YELLOW),
                    Map.entry("CANCELLING", YELLOW),
                    Map.entry("CANCELLED", YELLOW));

    private final List<String> heads;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** Columns by their heads; one that begins with {@code >} is aligned to the right. */
    Table(String... heads) {
        this.heads = new ArrayList<>();
        this.right = new boolean[heads.length];
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            this.heads.add(right[i] ? heads[i].substring(1) : heads[i]);
        }
    }

    /** Adds a row, a cell for each column. */
    void add(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(printable(String.valueOf(cell)));
        }
        rows.add(row);
    }

    /** Prints heads and rows. */
    void print(PrintStream out, boolean colour) {
        int[] widths = widths();
        out.println(line(heads, widths, colour, true));
        for (List<String> row : rows) {
            out.println(line(row, widths, colour, false));
        }
    }

    private int[] widths() {
        int[] widths = heads.stream().mapToInt(Table::width).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths, boolean colour, boolean head) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - width(cell));
            String shown = colour ? painted(cell, head) : cell;
            line.append(i == 0 ? "" : GAP);
            line.append(right[i] ? padding + shown : shown + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String painted(String cell, boolean head) {
        String colour = head ? BOLD : COLOURS.getOrDefault(cell, "");
        return colour.isEmpty() ? cell : colour + cell + RESET;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Texts come from anywhere: control codes in them must not reach the terminal. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
