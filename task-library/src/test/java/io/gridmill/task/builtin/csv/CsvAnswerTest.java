package io.gridmill.task.builtin.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.task.BytesInput;
import io.gridmill.task.LocalContext;
import io.gridmill.task.LocalRun;
import io.gridmill.task.LocalWorkspace;
import io.gridmill.task.Source;
import io.gridmill.task.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Aggregating with so little memory that runs and several passes are needed. */
@NullMarked
final class CsvAnswerTest {
    private static final String PARAMETERS =
            "{\"groupBy\":[\"g\"],\"aggregates\":[\"count\",\"sum(v)\",\"p95(v)\",\"min(v)\"],"
                    + "\"onBadRow\":\"report\",\"chunkSize\":65536}";

    @Test
    void manyGroupsSpillAndMergeInSeveralPasses() throws Exception {
        BytesInput input = BytesInput.ofUtf8(manyGroups(new Random(11)));
        LocalRun<CsvParameters, CsvChunk, CsvRun> run =
                LocalRun.of(new CsvAggregateType(), PARAMETERS, input);
        byte[] expected = run.answer();
        List<Source> runs = new ArrayList<>();
        for (CsvChunk chunk : run.items()) {
            LocalContext context = LocalContext.of(runs.size(), 1, input);
            CsvRun result = new ChunkAggregation(run.parameters(), chunk, context, 10_000).run();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CsvRun.CODEC.write(result, new DataOutputStream(bytes));
            runs.add(Source.of(bytes.toByteArray()));
        }
        assertTrue(runs.size() > 9, runs.size() + " runs");
        assertArrayEquals(
                expected, finish(run.parameters(), List.of(fold(run.parameters(), runs))));
        assertArrayEquals(expected, finish(run.parameters(), runs));
    }

    @Test
    void errorsAreStatedWhereAnyPercentileIsApproximate() throws Exception {
        StringBuilder csv = new StringBuilder("g,v\nsmall,7\n");
        for (int i = 0; i <= PercentileValues.MOST_EXACT; i++) {
            csv.append("large,").append(i).append('\n');
        }
        BytesInput input = BytesInput.ofUtf8(csv.toString());
        String parameters =
                "{\"groupBy\":[\"g\"],\"aggregates\":[\"p95(v)\",\"count\"],\"chunkSize\":65536}";
        String answer =
                new String(
                        LocalRun.of(new CsvAggregateType(), parameters, input).answer(),
                        StandardCharsets.UTF_8);
        String[] lines = answer.split("\n", -1);
        assertEquals("g,p95(v),count,p95(v) error", lines[0]);
        assertEquals("small,7,1,0", lines[2]);
        String[] large = lines[1].split(",", -1);
        assertEquals(95_000, Double.parseDouble(large[1]), 95);
        assertEquals(List.of("100001", "0.001"), List.of(large[2], large[3]));
    }

    private static String manyGroups(Random random) {
        StringBuilder csv = new StringBuilder("g,v\n");
        for (int i = 0; i < 100_000; i++) {
            csv.append("group ").append(random.nextInt(40_000)).append(',');
            csv.append(random.nextInt(1000) == 0 ? "?" : "" + random.nextInt(1000)).append('\n');
        }
        return csv.toString();
    }

    private static Source fold(CsvParameters parameters, List<Source> runs) throws IOException {
        List<TaskResult> results = new ArrayList<>();
        for (Source run : runs) {
            results.add(new TaskResult(results.size(), run));
        }
        ByteArrayOutputStream partial = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            new CsvAnswer(3).fold(parameters, results, work, partial);
            assertTrue(work.count() > 0);
        }
        return Source.of(partial.toByteArray());
    }

    private static byte[] finish(CsvParameters parameters, List<Source> runs) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (LocalWorkspace work = new LocalWorkspace()) {
            new CsvAnswer(2).finish(parameters, runs, work, answer);
        }
        return answer.toByteArray();
    }
}
