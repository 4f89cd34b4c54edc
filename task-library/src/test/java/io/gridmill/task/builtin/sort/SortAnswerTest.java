package io.gridmill.task.builtin.sort;

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
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Merging of so many runs, or with so little memory, that temporary files are needed. */
@NullMarked
final class SortAnswerTest {
    private static final SortParameters PLAIN =
            new SortParameters(0, "", false, false, false, 1 << 20);
    private static final SortParameters UNIQUE =
            new SortParameters(1, "", true, true, true, 1 << 20);

    @Test
    void anyFanInGivesTheSameAnswer() throws IOException {
        for (SortParameters parameters : List.of(PLAIN, UNIQUE)) {
            Random random = new Random(1);
            StringBuilder input = new StringBuilder();
            List<Source> runs = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                String text = NaiveSort.randomText(random, random.nextInt(2_000));
                input.append(text);
                runs.add(run(parameters, text));
            }
            String expected = new NaiveSort(parameters).sort(input.toString());
            for (int fanIn : new int[] {2, 3, 16, 69, 70, 512}) {
                Outcome outcome = finish(new SortAnswer(1 << 20, fanIn), parameters, runs);
                assertEquals(expected, outcome.text(), "fan-in " + fanIn);
            }
        }
    }

    /** 70 runs to 69 at once: two are merged first, the others are not touched. */
    @Test
    void noMoreIsMergedToFilesThanNeeded() throws IOException {
        List<Source> runs = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            runs.add(run(PLAIN, "line " + i + "\n"));
        }
        assertEquals(0, finish(new SortAnswer(1 << 20, 70), PLAIN, runs).files());
        assertEquals(1, finish(new SortAnswer(1 << 20, 69), PLAIN, runs).files());
        assertEquals(1, finish(new SortAnswer(1 << 20, 36), PLAIN, runs).files());
        assertEquals(2, finish(new SortAnswer(1 << 20, 35), PLAIN, runs).files());
        assertEquals(68, finish(new SortAnswer(1 << 20, 2), PLAIN, runs).files());
    }

    @Test
    void longLinesMakeFewRunsBeReadAtOnce() throws IOException {
        List<Source> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            runs.add(run(PLAIN, (char) ('h' - i) + "x".repeat(200_000) + "\na\n"));
        }
        SortAnswer answer = new SortAnswer(800_000, 512);
        Outcome outcome = finish(answer, PLAIN, runs);
        assertTrue(outcome.files() >= 3, outcome.files() + " files");
        assertEquals(16, outcome.text().lines().count());
        assertEquals(outcome.text(), finish(SortAnswer.DEFAULT, PLAIN, runs).text());
    }

    @Test
    void foldAndCombineGiveRuns() throws IOException {
        List<TaskResult> results = new ArrayList<>();
        results.add(new TaskResult(0, run(UNIQUE, "1 a\n3 a\n")));
        results.add(new TaskResult(1, run(UNIQUE, "1 b\n2 b\n")));
        List<Source> runs = results.stream().map(TaskResult::data).toList();
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        ByteArrayOutputStream combined = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            SortAnswer.DEFAULT.fold(UNIQUE, results, work, folded);
            new SortAnswer(1, 2).combine(UNIQUE, runs, work, combined);
        }
        assertArrayEquals(folded.toByteArray(), combined.toByteArray());
        List<Source> partial = List.of(Source.of(folded.toByteArray()));
        assertEquals("3 a\n2 b\n1 a\n", finish(SortAnswer.DEFAULT, UNIQUE, partial).text());
    }

    @Test
    void damagedRunsAreRefused() throws IOException {
        byte[] whole = bytes(run(PLAIN, "alpha\nbeta\n"));
        Source other = run(PLAIN, "gamma\n");
        int endOfAlpha = RunHeader.BYTES + "alpha\n".length();
        for (int length = 0; length < whole.length; length++) {
            // Cut between lines a run is one; what was cut is known by a blob's digest.
            if (length != RunHeader.BYTES && length != endOfAlpha) {
                List<Source> runs = List.of(Source.of(Arrays.copyOf(whole, length)), other);
                assertThrows(
                        IOException.class, () -> finish(SortAnswer.DEFAULT, PLAIN, runs), "cut");
            }
        }
        byte[] noise = new byte[100];
        Arrays.fill(noise, (byte) 0x7f);
        List<Source> runs = List.of(Source.of(noise));
        assertThrows(IOException.class, () -> finish(SortAnswer.DEFAULT, PLAIN, runs));
    }

    private record Outcome(String text, int files) {}

    private static Outcome finish(SortAnswer answer, SortParameters parameters, List<Source> runs)
            throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            answer.finish(parameters, runs, work, lines);
            return new Outcome(lines.toString(StandardCharsets.ISO_8859_1), work.count());
        }
    }

    private static Source run(SortParameters parameters, String text) throws IOException {
        String sorted = new NaiveSort(parameters).sort(text);
        int longest = 0;
        for (String line : sorted.split("\n", -1)) {
            longest = Math.max(longest, line.length() + 1);
        }
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        new RunHeader(longest).write(run);
        run.write(sorted.getBytes(StandardCharsets.ISO_8859_1));
        return Source.of(run.toByteArray());
    }

    private static byte[] bytes(Source source) throws IOException {
        try (var in = source.open()) {
            return in.readAllBytes();
        }
    }
}
