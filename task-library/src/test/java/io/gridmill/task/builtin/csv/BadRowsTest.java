package io.gridmill.task.builtin.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.BytesInput;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.TaskFailure;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Malformed rows under each policy. */
@NullMarked
final class BadRowsTest {
    private static final String COLUMNS = "\"groupBy\":[\"g\"],\"aggregates\":[\"sum(v)\"]";
    private static final String REPORT = "{" + COLUMNS + ",\"onBadRow\":\"report\"}";
    private static final String QUOTE_INSIDE =
            """
            "a quote stands inside field 1, which does not begin with one\"""";
    private static final String SKIP = "{" + COLUMNS + ",\"onBadRow\":\"skip\"}";

    @Test
    void eachKindIsReportedByLine() throws Exception {
        assertReported("x,1\n\nx\n", 4, "has 1 field instead of 2");
        assertReported("x,1,2\n", 2, "has 3 fields instead of 2");
        assertReported("x,one\n", 2, "field 2 (v) is not a number");
        assertReported("x,\n", 2, "field 2 (v) is empty");
        assertReported("x,\"\"\n", 2, "field 2 (v) is empty");
        assertReported("x,1e999\n", 2, "field 2 (v) is a number out of range");
        assertReported("x,\"1\"0\n", 2, "text follows the quote that closes field 2");
        assertReported("x\"y,1\n", 2, QUOTE_INSIDE);
        assertReported("\"x\n,1\n", 2, "a quote that opens in this line is not closed");
        assertReported("x,\"1", 2, "a quote that opens in this line is not closed");
    }

    @Test
    void undecodableBytesAreReportedByLine() throws Exception {
        String csv = "g,v\nx,1\n\"y\n\u00e9\",2\n\u00c3\u00a9,3\n";
        assertEquals(
                """
                g,sum(v),skippedRows,badLine,badReason
                x,1,1,,
                \u00e9,3,1,,
                ,,1,3,byte 4 of the row is not valid UTF-8
                """,
                answer(REPORT, new BytesInput(csv)));
    }

    @Test
    void skippedRowsAreCounted() throws Exception {
        JobInput input = BytesInput.ofUtf8("g,v\na,1\na,x\nb\nb,2\n");
        assertEquals("g,sum(v),skippedRows\na,1,2\nb,2,2\n", answer(SKIP, input));
        assertEquals("g,sum(v),skippedRows\n,,2\n", answer(SKIP, BytesInput.ofUtf8("g,v\na\n\nb")));
        assertEquals("g,sum(v),skippedRows\n", answer(SKIP, BytesInput.ofUtf8("g,v\n\n")));
        assertEquals(
                "count,skippedRows\n0,1\n",
                answer("{\"onBadRow\":\"skip\"}", BytesInput.ofUtf8("g,v\na\n")));
    }

    @Test
    void emptyCellsMayBeIgnored() throws Exception {
        String parameters =
                "{\"groupBy\":[\"g\"],\"aggregates\":[\"count\",\"sum(v)\",\"mean(v)\",\"p50(v)\"],"
                        + "\"emptyCells\":\"ignore\"}";
        assertEquals(
                "g,count,sum(v),mean(v),p50(v)\na,3,5,2.5,2\nb,1,,,\n",
                answer(parameters, BytesInput.ofUtf8("g,v\na,2\na,\nb,\na,3\n")));
    }

    @Test
    void jobFailsWithTheFirstLines() throws Exception {
        String csv = "g,v\nsecret,1\nsecret,hidden\nsecret\n";
        TaskFailure failure =
                assertThrows(
                        TaskFailure.class,
                        () -> answer("{" + COLUMNS + "}", BytesInput.ofUtf8(csv)));
        assertEquals("bad-row", failure.code());
        assertFalse(failure.mayRetry());
        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.contains(
                        "line 3: field 2 (v) is not a number; line 4: has 1 field instead of 2."),
                message);
        assertFalse(message.contains("secret") || message.contains("hidden"), message);
    }

    @Test
    void failureNamesAFewLinesOnly() {
        TaskFailure failure =
                assertThrows(
                        TaskFailure.class,
                        () ->
                                answer(
                                        "{" + COLUMNS + "}",
                                        BytesInput.ofUtf8("g,v\n" + "x\n".repeat(100))));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("line 6: ") && message.contains("; and more."), message);
        assertFalse(message.contains("line 7: "), message);
    }

    @Test
    void listIsBoundedAndTheCountIsNot() throws Exception {
        String answer = answer(REPORT, BytesInput.ofUtf8("g,v\n" + "x\n".repeat(200_000)));
        String[] lines = answer.split("\n", -1);
        assertEquals(1 + BadRows.MOST_LISTED + 1, lines.length);
        assertEquals(",,200000,2,has 1 field instead of 2", lines[1]);
        assertEquals(",,200000,1001,has 1 field instead of 2", lines[BadRows.MOST_LISTED]);
    }

    @Test
    void rowsThatAreTooLongCostTheirFirstLine() throws Exception {
        String huge = "x".repeat(RowReader.LONGEST_ROW + 1);
        String csv = "g,v\na,1\n" + huge + "\nb,2\n\"open\nb,4\n" + huge + ",1\r\nb,8\n";
        String answer = answer(REPORT, BytesInput.ofUtf8(csv));
        String tooLong = "\"the row that begins here is longer than 1,048,576 characters;";
        String[] lines = answer.split("\n", -1);
        assertEquals("a,1,3,,", lines[1]);
        assertEquals("b,14,3,,", lines[2]);
        assertTrue(lines[3].startsWith(",,3,3," + tooLong), lines[3]);
        assertTrue(lines[4].startsWith(",,3,5," + tooLong), lines[4]);
        assertTrue(lines[5].startsWith(",,3,7," + tooLong), lines[5]);
    }

    @Test
    void rowOfTheLimitIsRead() throws Exception {
        // Two quotes, the delimiter and one digit make up the rest of the row.
        String group = "\n".repeat(RowReader.LONGEST_ROW - 4);
        assertEquals(
                "g,sum(v)\n\"" + group + "\",2\na,1\n",
                answer("{" + COLUMNS + "}", BytesInput.ofUtf8("g,v\na,1\n\"" + group + "\",2\n")));
    }

    private static void assertReported(String rows, long line, String reason) throws Exception {
        String answer = answer(REPORT, BytesInput.ofUtf8("g,v\n" + rows));
        assertTrue(answer.contains("," + line + "," + reason + "\n"), answer);
    }

    private static String answer(String parameters, JobInput input) throws Exception {
        return new String(
                LocalRun.of(new CsvAggregateType(), parameters, input).answer(),
                StandardCharsets.UTF_8);
    }
}
