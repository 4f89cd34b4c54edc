package io.gridmill.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.Wire;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void findsMedianAndPercentiles() {
        Samples hundred =
                new Samples(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
        assertThat(hundred.median()).isEqualTo(50.5);
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(1)).isEqualTo(1);
        assertThat(new Samples(List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(new Samples(List.of(3.0, 1.0, 2.0)).spread()).isEqualTo(1);
    }

    @Test
    void writesTheFieldsOfTheContract() {
        Measurement measurement =
                Measurement.ofRates(
                        "noop",
                        "tasks/s",
                        1,
                        new Samples(List.of(90.0, 100.0, 120.0)),
                        new Measurement.Reference("hazelcast-executor", 50));
        JsonNode json = Wire.MAPPER.valueToTree(measurement);
        assertThat(json.toString())
                .isEqualTo(
                        "{\"name\":\"noop\",\"value\":100.0,\"unit\":\"tasks/s\",\"nodes\":1,"
                                + "\"p50\":100.0,\"p99\":90.0,\"spread\":0.3,"
                                + "\"reference\":{\"name\":\"hazelcast-executor\",\"value\":50.0},"
                                + "\"ratio\":2.0}");
    }
}
