package io.gridmill.task.builtin.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.ByteRange;
import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.TaskFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class LineScannerTest {

    @Test
    void linesEndAsDescribed() throws Exception {
        assertEquals(List.of("a", "b"), lines("a\nb\n"));
        assertEquals(List.of("a", "b"), lines("a\r\nb"));
        assertEquals(List.of("", "a", "", ""), lines("\na\n\r\n\n"));
        assertEquals(List.of("a\rb\r", "c\r"), lines("a\rb\r\r\nc\r"));
        assertEquals(List.of("a"), lines("\u00ef\u00bb\u00bfa\n"));
        assertEquals(List.of(""), lines("\u00ef\u00bb\u00bf"));
        assertEquals(List.of("", "\u00ef\u00bb\u00bf"), lines("\n\u00ef\u00bb\u00bf\n"));
        assertEquals(List.of(" a\u0000\u00ff "), lines(" a\u0000\u00ff \n"));
    }

    /** Each line is given by exactly one of the ranges, wherever the borders are. */
    @Test
    void rangesOfEveryLength() throws Exception {
        String text = "one\n\n\r\ntwo and a half\r\nthree\n\n\nthe end";
        for (int length = 1; length <= text.length() + 1; length++) {
            assertEquals(lines(text), lines(text, length), "length " + length);
        }
    }

    @Test
    void randomTextsAgreeWithANaiveReader() throws Exception {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        while (text.length() < 400_000) {
            int length = random.nextInt(50) == 0 ? random.nextInt(60_000) : random.nextInt(20);
            for (int i = 0; i < length; i++) {
                text.append((char) (random.nextInt(200) + 14));
            }
            text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
        }
        List<String> expected =
                Arrays.stream(text.toString().split("\n", -1))
                        .map(
                                line ->
                                        line.endsWith("\r")
                                                ? line.substring(0, line.length() - 1)
                                                : line)
                        .toList();
        for (int length : new int[] {1000, 65_536, 262_144, text.length()}) {
            assertEquals(expected.subList(0, expected.size() - 1), lines(text.toString(), length));
        }
    }

    @Test
    void longestLineAndNoLonger() throws Exception {
        String longest = "x".repeat(LineScanner.LONGEST_LINE - 1);
        for (String end : List.of("", "\n", "\ny\n")) {
            for (int length : new int[] {500, 4096, 200_000}) {
                assertTrue(lines("a\n" + longest + end, length).contains(longest));
                TaskFailure failure =
                        assertThrows(
                                TaskFailure.class,
                                () -> lines("a\nb\n" + longest + "x" + end, length));
                assertEquals("line-too-long", failure.code());
                assertFalse(failure.mayRetry());
                assertTrue(failure.toString().contains("Line 3 of the input (byte 4)"));
            }
        }
    }

    private static List<String> lines(String text) throws Exception {
        return lines(text, text.length());
    }

    private static List<String> lines(String text, int length) throws Exception {
        JobInput input = new BytesInput(text);
        List<String> lines = new ArrayList<>();
        for (long n = 0; n < Math.ceilDiv(text.length(), length); n++) {
            int before = lines.size();
            long counted =
                    new LineScanner(
                                    LocalContext.of(n, 1, input),
                                    ByteRange.of(n, length, text.length()),
                                    7)
                            .scan((_, bytes, from, to) -> lines.add(text(bytes, from, to)));
            assertEquals(lines.size() - before, counted);
        }
        return lines;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
