package io.gridmill.task.builtin.wordcount;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Counts words the obvious way. Texts are bytes, one character each (ISO 8859-1). */
@NullMarked
final class NaiveWordCount {
    private static final Pattern SPACE = Pattern.compile("[ \\t\\n\\x0b\\f\\r]+");
    private static final String LETTERS = "etaoinshrdlu,\"ABCDEFG";
    private static final String SPACES = "      \n\n\t\r\u000b\f";

    private NaiveWordCount() {}

    static String csv(String text, boolean ignoreCase) {
        Map<String, Long> counts = new TreeMap<>();
        for (String word : SPACE.splitAsStream(text).toList()) {
            if (!word.isEmpty()) {
                counts.merge(ignoreCase ? lower(word) : word, 1L, Long::sum);
            }
        }
        StringBuilder csv = new StringBuilder("word,count\n");
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(
                        e ->
                                csv.append(quoted(e.getKey()))
                                        .append(',')
                                        .append(e.getValue())
                                        .append('\n'));
        return csv.toString();
    }

    /** Short words often, long ones seldom, some of them not ASCII. */
    static String randomText(Random random, int bytes) {
        StringBuilder text = new StringBuilder();
        while (text.length() < bytes) {
            int length = 1 + (int) Math.abs(random.nextGaussian() * 5);
            for (int i = 0; i < length; i++) {
                text.append(
                        LETTERS.charAt(
                                (int)
                                        (random.nextDouble()
                                                * random.nextDouble()
                                                * LETTERS.length())));
            }
            switch (random.nextInt(20)) {
                case 0 -> text.append("\u00c3\u00a4"); // ä
                case 1 -> text.append("\u00c3\u0084"); // Ä
                case 2 -> text.append("\u00ff"); // no UTF-8
                case 3 -> text.append('\u0000');
                default -> {}
            }
            do {
                text.append(SPACES.charAt(random.nextInt(SPACES.length())));
            } while (random.nextInt(8) == 0);
        }
        return text.toString();
    }

    private static String lower(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            return word;
        }
        return new String(
                text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }

    private static String quoted(String word) {
        return word.contains(",") || word.contains("\"")
                ? '"' + word.replace("\"", "\"\"") + '"'
                : word;
    }
}
