package io.gridmill.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.report.JobStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two ways of splitting and aggregating a job do the same. */
class InPlaceOrThroughJetTest {

    @Test
    void oneBlockInPlaceAndManyThroughJetGiveTheSameBytes(@TempDir Path data) throws Exception {
        byte[] words =
                "the quick brown fox jumps over the lazy dog\n"
                        .repeat(20_000)
                        .getBytes(StandardCharsets.UTF_8);
        byte[] rows =
                ("city,amount\n" + "Oslo,1.5\n\"New\nYork\",2\n".repeat(10_000))
                        .getBytes(StandardCharsets.UTF_8);
        List<JobRequest> requests =
                List.of(
                        TestGrid.request("noop", "{\"tasks\":50}"),
                        TestGrid.request(
                                "mandelbrot", "{\"width\":300,\"height\":200,\"tileSize\":64}"),
                        TestGrid.request("monte-carlo", "{\"samples\":20000000,\"seed\":7}"),
                        TestGrid.request(
                                "monte-carlo", "{\"model\":\"option-price\",\"samples\":3000000}"),
                        JobRequest.of(
                                "word-count",
                                TestGrid.json("{\"chunkSize\":65536}"),
                                new InputData.Bytes(words)),
                        JobRequest.of(
                                "csv-aggregate",
                                TestGrid.json(
                                        "{\"groupBy\":[\"city\"],\"chunkSize\":65536,"
                                                + "\"aggregates\":[\"count\",\"p95(amount)\"]}"),
                                new InputData.Bytes(rows)));
        try (TestGrid inPlace = TestGrid.alone(data.resolve("one"), c -> c.withBlockSize(1024));
                TestGrid throughJet =
                        TestGrid.alone(data.resolve("many"), c -> c.withBlockSize(1))) {
            for (JobRequest request : requests) {
                JobStatus one = TestGrid.run(inPlace.first(), request);
                JobStatus many = TestGrid.run(throughJet.first(), request);
                assertEquals(1, one.blocks().total(), request.type());
                assertTrue(many.blocks().total() > 1, request.type());
                assertArrayEquals(
                        TestGrid.result(inPlace.first(), one.id()),
                        TestGrid.result(throughJet.first(), many.id()),
                        request.type());
            }
        }
    }
}
