package io.gridmill.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A job whose answer is known to the byte without asking the grid.
 *
 * @param request as it is submitted, without its key
 * @param answer what must come back
 */
record KnownJob(ObjectNode request, String answer) {
    private static final int LINES = 20_000;

    /** The n-th of a mix: short and long tasks, and inputs and answers that are too large for a record. */
    static KnownJob mixed(int n) {
        return switch (n % 8) {
            case 3 -> words(n);
            case 6 -> sorted(n);
            default -> counted(20 + n % 5 * 40, 5 + n % 3 * 20);
        };
    }

    /** So many tasks that sleep. */
    static KnownJob counted(int tasks, int sleepMillis) {
        ObjectNode request = Api.JSON.createObjectNode().put("type", "noop");
        request.putObject("parameters").put("tasks", tasks).put("sleepMillis", sleepMillis);
        return new KnownJob(request, "{\"tasks\":" + tasks + "}");
    }

    private static KnownJob words(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> counts = new TreeMap<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            String word = "w" + random.nextInt(50);
            counts.merge(word, 1, Integer::sum);
            text.append(word).append(i % 7 == 0 ? '\n' : ' ');
        }
        StringBuilder answer = new StringBuilder("word,count\n");
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> answer.append(e.getKey() + "," + e.getValue() + "\n"));
        return new KnownJob(of("word-count", text.toString()), answer.toString());
    }

    private static KnownJob sorted(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] lines = new String[LINES];
        Arrays.setAll(
                lines, _ -> Long.toHexString(random.nextLong() | Long.MIN_VALUE).substring(0, 10));
        String text = String.join("\n", lines) + "\n";
        Arrays.sort(lines);
        return new KnownJob(of("sort", text), String.join("\n", lines) + "\n");
    }

    private static ObjectNode of(String type, String text) {
        ObjectNode request = Api.JSON.createObjectNode().put("type", type);
        request.putObject("parameters").put("chunkSize", 1 << 16);
        request.putObject("input").put("text", text);
        return request;
    }

    boolean answeredBy(byte[] body) {
        return Arrays.equals(body, answer.getBytes(StandardCharsets.UTF_8));
    }
}
