package io.gridmill.task.builtin.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.BadParametersException;
import io.gridmill.task.ByteRange;
import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.LocalRun;
import io.gridmill.task.Source;
import io.gridmill.task.TaskFailure;
import io.gridmill.task.TaskResult;
import io.gridmill.task.TaskStoppedException;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class SortTypeTest extends TaskTypeContract<SortParameters, ByteRange, SortRun> {
    private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";

    @Override
    protected TaskType<SortParameters, ByteRange, SortRun> type() {
        return new SortType();
    }

    @Override
    protected String sampleParameters() {
        return "{\"chunkSize\": 65536, \"key\": 2, \"numeric\": true, \"unique\": true}";
    }

    @Override
    protected JobInput sampleInput() {
        return new BytesInput(NaiveSort.randomText(new Random(5), 400_000));
    }

    @Override
    protected byte[] repeatablePiece() {
        return "pear\napple\n".getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void sortsWholeLinesByBytes() throws Exception {
        String text = "b\n\u00e4\na\u0000\na\nB\nab\n\u007f\n a\n";
        assertEquals(" a\nB\na\na\u0000\nab\nb\n\u007f\n\u00e4\n", answer("{}", text));
        assertEquals(
                "\u00e4\n\u007f\nb\nab\na\u0000\na\nB\n a\n",
                answer("{\"descending\": true}", text));
    }

    @Test
    void sortsByFieldThenByLine() throws Exception {
        assertEquals(
                "a,,1\nb,,0\nx\nc,1,9\na,2\nb,2\n",
                answer("{\"key\": 2, \"delimiter\": \",\"}", "b,2\nx\na,2\nc,1,9\nb,,0\na,,1\n"));
        assertEquals(
                "a,2\nb,2\nc,1\n",
                answer(
                        "{\"key\": 2, \"delimiter\": \",\", \"descending\": true}",
                        "b,2\nc,1\na,2\n"));
    }

    /** Blanks belong to the field they stand before, as for GNU sort. */
    @Test
    void fieldsBetweenBlanks() throws Exception {
        assertEquals("x\nb\t0\na  1\na 0\n", answer("{\"key\": 2}", "a 0\na  1\nb\t0\nx\n"));
        assertEquals(
                "x\na 1\nb   2\n", answer("{\"key\": 2, \"numeric\": true}", "b   2\na 1\nx\n"));
    }

    @Test
    void numbersAreThoseOfSort() throws Exception {
        assertEquals(
                "-10\n-1.5\n-.5\n+9\n-\n-0\n0\n00\nabc\n1e9\n  2\n10\n10.0\n10.01\n",
                answer(
                        "{\"numeric\": true}",
                        "10.01\nabc\n10.0\n10\n1e9\n+9\n-\n-0\n00\n0\n-.5\n-10\n-1.5\n  2\n"));
        String digits = "9".repeat(700);
        assertEquals(
                "-" + digits + "2\n-" + digits + "1\n" + digits + "1\n" + digits + "2\n",
                answer(
                        "{\"numeric\": true}",
                        digits + "2\n-" + digits + "1\n" + digits + "1\n-" + digits + "2"));
    }

    @Test
    void uniqueKeepsTheFirstOfTheInput() throws Exception {
        assertEquals(
                "z 1\na 2\n",
                answer(
                        "{\"key\": 2, \"numeric\": true, \"unique\": true}",
                        "z 1\nb 1\na 2\na 01\nz 2.0\n"));
        assertEquals("a\nb\n", answer("{\"unique\": true}", "b\na\nb\na"));
    }

    @Test
    void lineEndsAreKept() throws Exception {
        assertEquals("", answer("{}", ""));
        assertEquals("a\n", answer("{}", "a"));
        assertEquals("\n\na\n", answer("{}", "\na\n\n"));
        assertEquals("a\nb\r\nc\r\n", answer("{}", "c\r\nb\r\na"));
    }

    @Test
    void byteOrderMarkOfUtf8IsLeftOut() throws Exception {
        assertEquals("a\nb\n", answer("{}", UTF_8_MARK + "b\na\n"));
        assertEquals("a\n" + UTF_8_MARK + "b\n", answer("{}", "a\n" + UTF_8_MARK + "b\n"));
        assertEquals("b\n", answer("{}", UTF_8_MARK + "b"));
        assertEquals("\n", answer("{}", UTF_8_MARK + "\n"));
        assertEquals("", answer("{}", UTF_8_MARK));
    }

    @Test
    void otherUnicodeEncodingsAreRefused() {
        for (String mark : List.of("\u00ff\u00fe", "\u00fe\u00ff", "\0\0\u00fe\u00ff")) {
            TaskFailure failure =
                    assertThrows(TaskFailure.class, () -> answer("{}", mark + "a\0\n\0"));
            assertEquals("unsupported-encoding", failure.code());
            assertFalse(failure.mayRetry());
            assertTrue(failure.toString().contains("iconv"), failure.toString());
        }
    }

    /** Every way to cut a small text in two and in pieces of every length. */
    @Test
    void chunkBordersAnywhere() throws Exception {
        String text = UTF_8_MARK + "two\n\nthree\r\n a line that is longer\n\n\nb\na\na\nlast";
        for (String parameters : List.of("{}", "{\"key\": 1, \"unique\": true}")) {
            LocalRun<SortParameters, ByteRange, SortRun> run = job(parameters, text);
            String expected = new NaiveSort(run.parameters()).sort(text.substring(3));
            for (int length = 1; length <= text.length(); length++) {
                for (int shift = 0; shift < length; shift++) {
                    List<TaskResult> results = cut(run, text, length, shift);
                    String answer = text(run.finish(run.fold(results, 5)));
                    assertEquals(expected, answer, "pieces of " + length + " from " + shift);
                }
            }
        }
    }

    private static List<TaskResult> cut(
            LocalRun<SortParameters, ByteRange, SortRun> run, String text, int length, int shift)
            throws Exception {
        List<TaskResult> results = new ArrayList<>();
        int start = 0;
        int end = shift == 0 ? length : shift;
        while (start < text.length()) {
            ByteRange chunk = new ByteRange(start, Math.min(end, text.length()) - start);
            byte[] bytes = run.run(chunk, LocalContext.of(0, 1, new BytesInput(text)));
            results.add(new TaskResult(results.size(), Source.of(bytes)));
            start = end;
            end += length;
        }
        return results;
    }

    @Test
    void randomTextsAgreeWithANaiveSort() throws Exception {
        Random random = new Random(11);
        for (String options : SortOptions.all()) {
            String text = NaiveSort.randomText(random, 150_000);
            LocalRun<SortParameters, ByteRange, SortRun> run = job(options, text);
            String expected = new NaiveSort(run.parameters()).sort(text);
            String answer = text(run.finish(run.fold(run.results(), 2)));
            assertTrue(expected.equals(answer), options);
        }
    }

    @Test
    void linesUpToTheLimitAndNoLonger() throws Exception {
        String longest = "x".repeat(ChunkScanner.LONGEST_LINE - 1);
        for (String end : List.of("", "\n", "\ny")) {
            String answer = answer("{\"chunkSize\": 33554432}", "zz\n" + longest + end);
            assertTrue(answer.startsWith(longest + "\n"));
            assertEquals(end.equals("\ny") ? 3 : 2, answer.lines().count());
        }
        for (String chunkSize : List.of("65536", "33554432")) {
            for (String end : List.of("", "\ny")) {
                TaskFailure failure =
                        assertThrows(
                                TaskFailure.class,
                                () ->
                                        answer(
                                                "{\"chunkSize\": " + chunkSize + "}",
                                                "zz\n" + longest + "x" + end));
                assertEquals("line-too-long", failure.code());
                assertFalse(failure.mayRetry());
                assertTrue(failure.toString().contains("byte 3 "), failure.toString());
            }
        }
    }

    /** More lines than a block holds are sorted block by block. */
    @Test
    void veryManyShortLines() throws Exception {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_500_000; i++) {
            text.append((char) ('a' + random.nextInt(3))).append('\n');
        }
        String input = text.toString();
        LocalRun<SortParameters, ByteRange, SortRun> run = job("{}", input);
        assertEquals(1, run.items().size());
        assertTrue(new NaiveSort(run.parameters()).sort(input).equals(answer("{}", input)));
        assertEquals("a\nb\nc\n", answer("{\"unique\": true}", input));
    }

    @Test
    void stopIsNoticedWhileSorting() throws Exception {
        String text = "same\n".repeat(20_000);
        LocalRun<SortParameters, ByteRange, SortRun> run = job("{}", text);
        LocalContext context = LocalContext.stoppingAfter(4, 0, new BytesInput(text));
        assertThrows(TaskStoppedException.class, () -> run.run(run.items().getFirst(), context));
    }

    @Test
    void presentsTheLinesOfAChunk() throws Exception {
        LocalRun<SortParameters, ByteRange, SortRun> run = job("{}", "b\na\n");
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        type().present(run.parameters(), run.results().getFirst(), shown);
        assertEquals("a\nb\n", text(shown.toByteArray()));
    }

    @Test
    void delimiterIsOneAsciiCharacter() {
        for (String bad : List.of("\",,\"", "\"\\n\"", "\"\u00e4\"", "1", "\"\\\\t\"")) {
            BadParametersException refused =
                    assertThrows(
                            BadParametersException.class,
                            () -> job("{\"delimiter\": " + bad + "}", ""));
            assertEquals("/parameters/delimiter", refused.errors().getFirst().pointer());
        }
    }

    private LocalRun<SortParameters, ByteRange, SortRun> job(String parameters, String text)
            throws Exception {
        return LocalRun.of(type(), parameters, new BytesInput(text));
    }

    private String answer(String parameters, String text) throws Exception {
        return text(job(parameters, text).answer());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
