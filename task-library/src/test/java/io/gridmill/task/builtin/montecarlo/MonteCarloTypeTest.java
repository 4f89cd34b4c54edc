package io.gridmill.task.builtin.montecarlo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gridmill.task.JobInput;
import io.gridmill.task.LocalRun;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypeContract;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class MonteCarloTypeTest
        extends TaskTypeContract<MonteCarloParameters, SampleChunk, SampleSums> {

    @Override
    protected TaskType<MonteCarloParameters, SampleChunk, SampleSums> type() {
        return new MonteCarloType();
    }

    @Override
    protected String sampleParameters() {
        return "{\"model\": \"option-price\", \"samples\": 4000001, \"seed\": 9}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"samples\": 3000000}",
                "{\"samples\": 3000000, \"seed\": -5}",
                "{\"model\": \"option-price\", \"samples\": 3000000}",
                "{\"model\": \"option-price\", \"samples\": 1999999, \"spot\": 80,"
                        + " \"strike\": 100, \"volatility\": 0.4, \"maturity\": 3}"
            })
    void estimateIsWithinItsError(String parameters) throws Exception {
        JsonNode answer = answer(parameters);
        double standardError = answer.get("standardError").asDouble();
        double error = answer.get("error").asDouble();
        assertTrue(standardError > 0);
        assertTrue(Math.abs(error) < 4 * standardError, answer.toString());
        assertEquals(error, answer.get("estimate").asDouble() - answer.get("reference").asDouble());
    }

    /** The same on every JVM and for ever: results with a seed are meant to be repeated. */
    @Test
    void answersNeverChange() throws Exception {
        assertEquals(
                "{\"model\":\"pi\",\"samples\":2500000,\"seed\":1,\"estimate\":3.1425296,"
                        + "\"standardError\":0.0010381959720543548,"
                        + "\"reference\":3.141592653589793,\"error\":9.36946410206918E-4}",
                new String(bytes("{\"samples\": 2500000}"), StandardCharsets.UTF_8));
        assertEquals(
                "{\"model\":\"option-price\",\"samples\":1500001,\"seed\":1,"
                        + "\"estimate\":10.461763026791035,"
                        + "\"standardError\":0.012027535908145273,"
                        + "\"reference\":10.450583572185565,\"error\":0.011179454605469985}",
                new String(
                        bytes("{\"model\": \"option-price\", \"samples\": 1500001}"),
                        StandardCharsets.UTF_8));
    }

    @Test
    void oneSampleHasNoKnownError() throws Exception {
        assertTrue(answer("{\"samples\": 1}").get("standardError").isNull());
    }

    @Test
    void everySeedAndChunkHasItsOwnNumbers() {
        Set<Long> first = new HashSet<>();
        for (long seed = -5; seed < 5; seed++) {
            for (long chunk = 0; chunk < 1000; chunk++) {
                assertTrue(first.add(new SampleChunk(chunk, 1).random(seed).nextLong()));
            }
        }
        assertNotEquals(answerOf(1), answerOf(2));
    }

    @Test
    void closedFormAgreesWithPublishedPrices() {
        // Hull, "Options, Futures, and Other Derivatives", example 15.6: 4.76.
        assertEquals(4.76, new EuropeanCall(42, 40, 0.10, 0.20, 0.5).price(), 0.005);
        assertEquals(0.9772498680518208, EuropeanCall.cumulativeNormal(2), 1e-15);
        assertEquals(0.5, EuropeanCall.cumulativeNormal(0));
        assertEquals(6.220960574271784e-16, EuropeanCall.cumulativeNormal(-8), 1e-15);
        assertEquals(1, EuropeanCall.cumulativeNormal(40));
    }

    private double answerOf(long seed) {
        MonteCarloParameters parameters =
                new MonteCarloParameters(
                        MonteCarloModel.PI, 1000, seed, new EuropeanCall(1, 1, 0, 1, 1));
        SampleChunk chunk = SampleChunk.of(0, 1000);
        return MonteCarloModel.PI.sample(parameters, chunk.random(seed), 1000).sum();
    }

    private byte[] bytes(String parameters) throws Exception {
        return LocalRun.of(type(), parameters, JobInput.none()).answer();
    }

    private JsonNode answer(String parameters) throws Exception {
        return new JsonMapper().readTree(bytes(parameters));
    }
}
