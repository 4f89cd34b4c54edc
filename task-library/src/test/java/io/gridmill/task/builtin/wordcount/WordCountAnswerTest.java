package io.gridmill.task.builtin.wordcount;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.LocalWorkspace;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Merging and sorting with so little memory that files and several passes are needed. */
@NullMarked
final class WordCountAnswerTest {
    private static final WordCountParameters PARAMETERS = new WordCountParameters(false, 1 << 22);

    @Test
    void manyWordsSpillAndMergeInSeveralPasses() throws IOException {
        Random random = new Random(2);
        Map<String, Long> expected = new TreeMap<>();
        List<Source> runs = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            runs.add(run(randomCounts(random, expected)));
        }
        byte[] inMemory = finish(WordCountAnswer.DEFAULT, runs, 0);
        assertEquals(expected.size() + 1L, lines(inMemory));
        byte[] spilled = finish(new WordCountAnswer(4096, 3), runs, 100);
        assertArrayEquals(inMemory, spilled);
        assertEquals(csv(expected), new String(spilled, StandardCharsets.UTF_8));
    }

    @Test
    void foldAndCombineOfManyRunsTakeSeveralPasses() throws IOException {
        Random random = new Random(4);
        Map<String, Long> expected = new TreeMap<>();
        List<Source> runs = new ArrayList<>();
        List<TaskResult> results = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            runs.add(run(randomCounts(random, expected)));
            results.add(new TaskResult(i, runs.getLast()));
        }
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        ByteArrayOutputStream combined = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            WordCountAnswer.DEFAULT.fold(PARAMETERS, results, work, folded);
            assertTrue(work.count() > 0);
            new WordCountAnswer(4096, 2).combine(PARAMETERS, runs, work, combined);
        }
        assertArrayEquals(run(expected).open().readAllBytes(), folded.toByteArray());
        assertArrayEquals(folded.toByteArray(), combined.toByteArray());
    }

    @Test
    void largeCountsAreExact() throws IOException {
        List<Source> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            runs.add(run(Map.of("many", 1L << 41)));
            runs.add(run(Map.of("one", 1L)));
        }
        assertEquals(
                "word,count\nmany," + 3 * (1L << 41) + "\none,3\n",
                new String(finish(WordCountAnswer.DEFAULT, runs, 0), StandardCharsets.UTF_8));
    }

    @Test
    void damagedRunsAreRefused() throws IOException {
        byte[] whole = run(new TreeMap<>(Map.of("alpha", 300L, "beta", 1L))).open().readAllBytes();
        for (int length = 0; length < whole.length; length++) {
            Source cut = Source.of(Arrays.copyOf(whole, length));
            assertThrows(IOException.class, () -> finish(WordCountAnswer.DEFAULT, List.of(cut), 0));
        }
        byte[] noise = new byte[100];
        Arrays.fill(noise, (byte) 0xff);
        assertThrows(
                IOException.class,
                () -> finish(WordCountAnswer.DEFAULT, List.of(Source.of(noise)), 0));
    }

    private static Map<String, Long> randomCounts(Random random, Map<String, Long> sum) {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            String word = "w" + random.nextInt(20_000);
            counts.merge(word, 1L + random.nextInt(200), Long::sum);
        }
        counts.forEach((word, count) -> sum.merge(word, count, Long::sum));
        return counts;
    }

    private static Source run(Map<String, Long> counts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WordRunWriter writer = new WordRunWriter(bytes);
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            byte[] word = entry.getKey().getBytes(StandardCharsets.UTF_8);
            writer.add(word, 0, word.length, entry.getValue());
        }
        writer.end();
        return Source.of(bytes.toByteArray());
    }

    private static byte[] finish(WordCountAnswer answer, List<Source> runs, int leastFiles)
            throws IOException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            answer.finish(PARAMETERS, runs, work, csv);
            assertTrue(work.count() >= leastFiles, work.count() + " files");
        }
        return csv.toByteArray();
    }

    private static String csv(Map<String, Long> counts) {
        StringBuilder csv = new StringBuilder("word,count\n");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(e -> csv.append(e.getKey() + "," + e.getValue() + "\n"));
        return csv.toString();
    }

    private static long lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().count();
    }
}
