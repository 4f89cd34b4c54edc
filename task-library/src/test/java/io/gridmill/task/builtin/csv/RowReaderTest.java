package io.gridmill.task.builtin.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Rows of random texts, most of them malformed, with rows that may be 20 characters long. */
@NullMarked
final class RowReaderTest {
    private static final int LONGEST = 20;
    private static final CsvDialect DIALECT =
            new CsvDialect((byte) ',', (byte) '"', CsvEncoding.UTF_8, true);
    private static final String ALPHABET = "aaaaaaab,,\"\"\"\n\n\r";

    /**
     * A row and what follows it.
     *
     * @param bad whether it is too long or its quote is not closed; which of the two may depend on
     *     where the range ends
     */
    private record Row(boolean bad, long line, String text, long nextOffset, long nextLine) {}

    @Test
    void everyRangeOfWholeRowsGivesTheSameRows() throws IOException {
        Random random = new Random(12);
        long bad = 0;
        for (int round = 0; round < 3_000; round++) {
            String text = text(random);
            List<Row> rows = rows(text, 0, text.length(), 1);
            bad += rows.stream().filter(Row::bad).count();
            for (int i = 0; i < 5 && !rows.isEmpty(); i++) {
                int from = random.nextInt(rows.size());
                int to = from + random.nextInt(rows.size() - from + 1);
                long start = from == 0 ? 0 : rows.get(from - 1).nextOffset();
                long line = from == 0 ? 1 : rows.get(from - 1).nextLine();
                long end = to == from ? start : rows.get(to - 1).nextOffset();
                assertEquals(rows.subList(from, to), rows(text, start, end, line), text);
            }
        }
        assertTrue(bad > 1_000, bad + " malformed rows");
    }

    @Test
    void rowsAndLineEndsMakeUpTheWholeText() throws IOException {
        Random random = new Random(13);
        for (int round = 0; round < 3_000; round++) {
            String text = text(random);
            long offset = 0;
            long line = 1;
            for (Row row : rows(text, 0, text.length(), 1)) {
                String part = text.substring((int) offset, (int) row.nextOffset());
                assertEquals(line, row.line(), text);
                assertEquals(line + lines(part), row.nextLine(), text);
                if (!row.bad()) {
                    assertTrue(part.startsWith(row.text()), text);
                    assertTrue(part.substring(row.text().length()).matches("\r\n|\r|\n|"), text);
                    assertTrue(row.text().length() <= LONGEST, text);
                } else {
                    assertEquals(1, lines(part), text);
                }
                offset = row.nextOffset();
                line = row.nextLine();
            }
            assertEquals(text.length(), offset);
        }
    }

    private static int lines(String part) {
        int ends = part.replace("\r\n", "\n").replaceAll("[^\r\n]", "").length();
        return part.endsWith("\n") || part.endsWith("\r") ? ends : ends + 1;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(120); n > 0; n--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static List<Row> rows(String text, long from, long to, long line) throws IOException {
        List<Row> rows = new ArrayList<>();
        byte[] bytes = text.substring((int) from, (int) to).getBytes(StandardCharsets.ISO_8859_1);
        InputStream in = new ByteArrayInputStream(bytes);
        try (RowReader reader = new RowReader(in, DIALECT, from, line, LONGEST)) {
            RowReader.Outcome outcome = reader.next();
            while (outcome != RowReader.Outcome.END) {
                boolean bad = outcome != RowReader.Outcome.ROW;
                String row =
                        bad
                                ? ""
                                : new String(
                                        reader.raw(),
                                        reader.start(),
                                        reader.end() - reader.start(),
                                        StandardCharsets.ISO_8859_1);
                rows.add(new Row(bad, reader.line(), row, reader.nextOffset(), reader.nextLine()));
                outcome = reader.next();
            }
        }
        return rows;
    }
}
