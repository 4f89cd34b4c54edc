package io.gridmill.task.builtin.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.BadParametersException;
import io.gridmill.task.BytesInput;
import io.gridmill.task.FieldError;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class CsvAggregateTypeTest extends TaskTypeContract<CsvParameters, CsvChunk, CsvRun> {

    @Override
    protected TaskType<CsvParameters, CsvChunk, CsvRun> type() {
        return new CsvAggregateType();
    }

    @Override
    protected String sampleParameters() {
        return NaiveCsvAggregate.PARAMETERS;
    }

    @Override
    protected JobInput sampleInput() {
        return BytesInput.ofUtf8(NaiveCsvAggregate.random(new Random(3), 15_000));
    }

    @Override
    protected byte[] repeatablePiece() {
        return NaiveCsvAggregate.random(new Random(4), 5_000).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void randomTextsAgreeWithANaiveComputation() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            String text = NaiveCsvAggregate.random(new Random(seed), 8_000);
            assertEquals(
                    NaiveCsvAggregate.answer(text),
                    answer(NaiveCsvAggregate.PARAMETERS, BytesInput.ofUtf8(text)));
        }
    }

    @Test
    void groupsByColumnsInTheOrderGiven() throws Exception {
        String csv = "a,b,c\ny,1,10\nx,2,0.1\nx,1,5\nx,2,0.2\n";
        assertEquals(
                "a,b,count,sum(c)\nx,1,1,5\nx,2,2,0.3\ny,1,1,10\n",
                answer(
                        "{\"groupBy\": [\"a\", \"b\"], \"aggregates\": [\"count\", \"sum(c)\"]}",
                        csv));
        assertEquals(
                "b,a,max(c),count\n1,x,5,1\n1,y,10,1\n2,x,0.2,2\n",
                answer(
                        "{\"groupBy\": [\"b\", \"a\"], \"aggregates\": [\"max(c)\", \"count\"]}",
                        csv));
    }

    @Test
    void groupsAreInTheOrderOfTheirCodePoints() throws Exception {
        String csv = "a,b\nä,1\n\uD83D\uDE00,1\n\uFF5E,1\nab,1\na,1\nB,1\n\"a\u0000\",1\n,1\n";
        assertEquals(
                "a,count\n,1\nB,1\na,1\na\u0000,1\nab,1\nä,1\n\uFF5E,1\n\uD83D\uDE00,1\n",
                answer("{\"groupBy\": [\"a\"]}", csv));
    }

    @Test
    void allRowsAreOneGroup() throws Exception {
        assertEquals("count\n3\n", answer("{}", "a\n1\n2\n3"));
        assertEquals("count,sum(a)\n0,\n", answer("{\"aggregates\":[\"count\",\"sum(a)\"]}", "a"));
        assertEquals("b,count\n", answer("{\"groupBy\":[\"b\"]}", "a,b\r\n"));
    }

    @Test
    void percentilesAreByNearestRank() throws Exception {
        StringBuilder csv = new StringBuilder("v\n");
        for (int i = 200; i >= 1; i--) {
            csv.append(i).append('\n');
        }
        assertEquals(
                "p1(v),p50(v),p95(v),p99(v)\n2,100,190,198\n",
                answer(
                        "{\"aggregates\": [\"p1(v)\", \"p50(v)\", \"p95(v)\", \"p99(v)\"]}",
                        csv.toString()));
    }

    @Test
    void lineEndsOfEveryKind() throws Exception {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String last : List.of("", end, end + end)) {
                String csv = String.join(end, "g,v", "a,1", "", "b,\"2\"", "a,3") + last;
                assertEquals("g,sum(v)\na,4\nb,2\n", answer(SUM, csv));
            }
        }
    }

    @Test
    void quotedFieldsHoldAnything() throws Exception {
        String csv =
                "g,v\n\"a,b\",1\n\"say \"\"hi\"\"\",2\n\"two\nlines\",3\n\"cr\r\",4\n\"\",5\n,6\n";
        assertEquals(
                "g,sum(v)\n,11\n\"a,b\",1\n\"cr\r\",4\n\"say \"\"hi\"\"\",2\n\"two\nlines\",3\n",
                answer(SUM, csv));
    }

    /** Chunks of every length, also of one byte, so that borders fall everywhere. */
    @Test
    void chunkBordersAnywhere() throws Exception {
        String csv =
                "g,v,t\r\na,1,\"x\ny\"\r\n\r\nb,2,\"\"\"\n\"\"\"\na,x,\"\n\r\n\"\rb,4,\"q\"z\n"
                        + "a,8,é\nb,16,\"\r\"\na,3\n\"a\",32,\"open\nb,64,z\na,128,";
        String parameters =
                "{\"groupBy\": [\"g\"], \"aggregates\": [\"count\", \"sum(v)\"], "
                        + "\"onBadRow\": \"report\"}";
        String expected = answer(parameters, csv);
        assertEquals(
                """
                g,count,sum(v),skippedRows,badLine,badReason
                a,3,137,4,,
                b,3,82,4,,
                ,,,4,7,field 2 (v) is not a number
                ,,,4,10,text follows the quote that closes field 3
                ,,,4,14,has 2 fields instead of 3
                ,,,4,15,a quote that opens in this line is not closed
                """,
                expected);
        BytesInput input = BytesInput.ofUtf8(csv);
        CsvParameters read = LocalRun.of(type(), parameters, input).parameters();
        for (int length = 1; length <= input.size(); length++) {
            CsvParameters cut =
                    new CsvParameters(
                            read.groupBy(),
                            read.aggregates(),
                            read.onBadRow(),
                            read.emptyIsBad(),
                            read.dialect(),
                            length);
            assertEquals(
                    expected,
                    text(new LocalRun<>(type(), cut, input).answer()),
                    "chunks of " + length);
        }
    }

    @Test
    void otherDialects() throws Exception {
        assertEquals(
                "g,sum(v)\na;b,1\n",
                answer(
                        "{\"groupBy\":[\"g\"],\"aggregates\":[\"sum(v)\"],"
                                + "\"delimiter\":\";\",\"quote\":\"'\"}",
                        "g;v\n'a;b';1\n"));
        assertEquals(
                "g,sum(v)\n\"\"\"a\",1\n",
                answer(
                        "{\"groupBy\":[\"g\"],\"aggregates\":[\"sum(v)\"],"
                                + "\"delimiter\":\"tab\",\"quote\":\"\"}",
                        "g\tv\n\"a\t1\n"));
        assertEquals(
                "1,sum(2)\na,3\n",
                answer(
                        "{\"groupBy\":[\"1\"],\"aggregates\":[\"sum(2)\"],\"header\":false}",
                        "\n\na,1\na,2\n"));
    }

    @Test
    void encodings() throws Exception {
        String csv = "gé,v\nä,1\n\"x\nÿ\",2\n€,0.5\nä,3\n";
        String expected = "gé,sum(v)\n\"x\nÿ\",2\nä,4\n€,0.5\n";
        for (String name : List.of("UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE")) {
            byte[] bytes = csv.getBytes(Charset.forName(name));
            String parameters =
                    "{\"groupBy\":[\"gé\"],\"aggregates\":[\"sum(v)\"],\"encoding\":\""
                            + name
                            + "\"}";
            assertEquals(expected, answer(parameters, BytesInput.of(bytes)), name);
            if (name.startsWith("UTF")) {
                byte[] marked = ("\uFEFF" + csv).getBytes(Charset.forName(name));
                assertEquals(expected, answer(parameters, BytesInput.of(marked)), name);
            }
        }
        assertEquals(
                "g,sum(v)\nÿ\",2\n",
                answer(
                                "{\"groupBy\":[\"g\"],\"aggregates\":[\"sum(v)\"],\"quote\":\"\","
                                        + "\"encoding\":\"ISO-8859-1\"}",
                                BytesInput.of("g,v\nÿ\",2\n".getBytes(StandardCharsets.ISO_8859_1)))
                        .replace("\"ÿ\"\"\"", "ÿ\""));
    }

    @Test
    void columnsThatCannotBeFoundAreNamed() {
        assertRefused(
                "{\"groupBy\":[\"a\",\"x\"],\"aggregates\":[\"count\",\"sum(y)\"]}",
                "a,b\n1,2\n",
                "/parameters/groupBy/1",
                "/parameters/aggregates/1");
        assertRefused("{\"groupBy\":[\"a\"]}", "a,b,a\n1,2,3\n", "/parameters/groupBy/0");
        assertRefused("{\"groupBy\":[\"a\"]}", "\0".repeat(99_999), "/parameters/groupBy/0");
        assertRefused("{\"groupBy\":[\"a\"]}", "", "/input");
        assertRefused("{}", "\n\n", "/input");
        assertRefused("{}", "\"a\nb\n", "/input");
        assertRefused("{}", "a\"b\n", "/input");
        assertRefused("{\"encoding\":\"UTF-16LE\"}", "abc", "/input");
        assertRefused("{\"encoding\":\"UTF-16LE\"}", "\uFEFFabc", "/parameters/encoding");
    }

    @Test
    void parametersThatCannotBeUsedAreNamed() {
        assertRefused("{\"groupBy\":\"a\"}", "a\n", "/parameters/groupBy");
        assertRefused("{\"groupBy\":[\"a\",1]}", "a\n", "/parameters/groupBy/1");
        assertRefused("{\"groupBy\":[\"a\",\"a\"]}", "a\n", "/parameters/groupBy/1");
        assertRefused("{\"aggregates\":[]}", "a\n", "/parameters/aggregates");
        for (String bad :
                List.of("sum", "sum()", "p0(a)", "p100(a)", "p05(a)", "median(a)", "count(a)")) {
            assertRefused("{\"aggregates\":[\"" + bad + "\"]}", "a\n", "/parameters/aggregates/0");
        }
        assertRefused("{\"delimiter\":\",,\"}", "a\n", "/parameters/delimiter");
        assertRefused("{\"delimiter\":\"\\n\"}", "a\n", "/parameters/delimiter");
        assertRefused("{\"delimiter\":\"\"}", "a\n", "/parameters/delimiter");
        assertRefused("{\"delimiter\":\"é\"}", "a\n", "/parameters/delimiter");
        assertRefused("{\"quote\":\"''\"}", "a\n", "/parameters/quote");
        assertRefused("{\"quote\":\",\"}", "a\n", "/parameters/quote");
    }

    @Test
    void presentsTheGroupsOfAChunk() throws Exception {
        LocalRun<CsvParameters, CsvChunk, CsvRun> run =
                LocalRun.of(type(), SUM, BytesInput.ofUtf8("g,v\na,1\n"));
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        type().present(run.parameters(), run.results().getFirst(), shown);
        assertEquals("g,sum(v)\na,1\n", text(shown.toByteArray()));
    }

    private static final String SUM = "{\"groupBy\": [\"g\"], \"aggregates\": [\"sum(v)\"]}";

    private void assertRefused(String parameters, String csv, String... pointers) {
        BadParametersException refused =
                assertThrows(BadParametersException.class, () -> answer(parameters, csv));
        List<String> found = new ArrayList<>();
        for (FieldError error : refused.errors()) {
            found.add(error.pointer());
            assertTrue(error.message().length() > 20 && error.message().length() < 500);
        }
        assertEquals(List.of(pointers), found);
    }

    private String answer(String parameters, String csv) throws Exception {
        return answer(parameters, BytesInput.ofUtf8(csv));
    }

    private String answer(String parameters, JobInput input) throws Exception {
        return text(LocalRun.of(type(), parameters, input).answer());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
