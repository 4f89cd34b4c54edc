package io.gridmill.task.builtin.sort;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Sorts lines the obvious way. Texts are bytes, one character each (ISO 8859-1). */
@NullMarked
record NaiveSort(SortParameters parameters) {
    private static final Pattern FIELD = Pattern.compile("[ \\t]*[^ \\t]*");
    private static final Pattern NUMBER = Pattern.compile("[ \\t]*(-?)([0-9]*)\\.?([0-9]*)");
    private static final String CHARACTERS = "aab,,01239. \t-+\r\u0000\u00e4\u00ff";

    String sort(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        Comparator<String> byKey = byKey();
        lines.sort(parameters.unique() ? byKey : byKey.thenComparing(line -> line));
        StringBuilder sorted = new StringBuilder();
        String last = null;
        for (String line : lines) {
            if (!parameters.unique() || last == null || byKey.compare(last, line) != 0) {
                sorted.append(line).append('\n');
            }
            last = line;
        }
        return sorted.toString();
    }

    private Comparator<String> byKey() {
        Comparator<String> ascending =
                parameters.numeric()
                        ? Comparator.comparing(line -> number(key(line)))
                        : Comparator.comparing(this::key);
        return parameters.descending() ? ascending.reversed() : ascending;
    }

    private String key(String line) {
        if (parameters.key() == 0) {
            return line;
        }
        List<String> fields = new ArrayList<>();
        if (parameters.delimiter().isEmpty()) {
            FIELD.matcher(line).results().forEach(field -> fields.add(field.group()));
        } else {
            fields.addAll(Arrays.asList(line.split(Pattern.quote(parameters.delimiter()), -1)));
        }
        return parameters.key() <= fields.size() ? fields.get(parameters.key() - 1) : "";
    }

    private static BigDecimal number(String key) {
        Matcher number = NUMBER.matcher(key);
        if (!number.lookingAt()) {
            throw new AssertionError("The pattern matches any beginning");
        }
        return new BigDecimal(
                number.group(1) + "0" + number.group(2) + "." + number.group(3) + "0");
    }

    /** Lines short and long, many with the same keys or beginnings, some of bytes of any kind. */
    static String randomText(Random random, int bytes) {
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            switch (random.nextInt(12)) {
                case 0 -> text.append("the same beginning of many lines ");
                case 1 -> text.append("x".repeat(random.nextInt(300)));
                case 2 -> text.append(" ".repeat(random.nextInt(3))).append(',');
                case 3 -> text.append("0".repeat(random.nextInt(600))).append('.');
                case 4 -> text.append("7".repeat(random.nextInt(30)));
                default -> {}
            }
            if (random.nextBoolean()) {
                text.append(decimal(random)).append(random.nextBoolean() ? "," : " ");
            }
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            text.append(random.nextInt(20) == 0 ? "\n\n" : "\n");
        }
        return text.toString();
    }

    private static String decimal(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Integer.toString(random.nextInt(20) - 10);
            case 1 -> Long.toString(random.nextLong());
            case 2 -> "-0." + "0".repeat(random.nextInt(4)) + random.nextInt(100);
            case 3 -> random.nextInt(10) + "." + random.nextInt(100) + "0";
            case 4 -> "12345678901234567890123." + random.nextInt(30);
            default -> "-123456789012345." + random.nextInt(30);
        };
    }
}
