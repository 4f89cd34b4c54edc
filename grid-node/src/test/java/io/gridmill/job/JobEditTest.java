package io.gridmill.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What can be different about a job that was accepted. */
final class JobEditTest {
    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final JobEdit EDIT =
            JobEditReader.read(
                    json(
                            "{\"priority\": \"high\", \"labels\": {\"team\": \"a\", \"old\": null},"
                                    + " \"resultTtl\": \"2h\"}"));

    @Test
    void aPatchSetsDropsAndLeaves() {
        assertThat(EDIT.priority()).isEqualTo(8);
        assertThat(EDIT.resultTtlMillis()).isEqualTo(7_200_000);
        assertThat(EDIT.labels().of(Map.of("old", "x", "kept", "y")))
                .isEqualTo(Map.of("team", "a", "kept", "y"));
        assertThat(EDIT.metadata().of(Map.of("m", "n"))).isEqualTo(Map.of("m", "n"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> JobEditReader.read(json("{}"))).hasMessageContaining("priority");
        assertThatThrownBy(() -> JobEditReader.read(json("{\"priority\": 11}")))
                .hasMessageContaining("1 to 10");
        assertThatThrownBy(() -> JobEditReader.read(json("{\"priorty\": 1}")))
                .hasMessageContaining("did you mean priority?");
        assertThatThrownBy(() -> JobEditReader.read(json("{\"labels\": {\"a\": 1}}")))
                .hasMessageContaining("must be a string");
    }

    @Test
    void aChangeIsNotedOnceAndMayComeTwice() {
        JobRecord job = new TestedJob().job();
        JobEvent change = new JobEvent.Change("ann", EDIT, 5);
        JobRecord after = Objects.requireNonNull(JobLifecycle.apply(job, change));
        assertThat(after.spec().priority()).isEqualTo(8);
        assertThat(after.history().getLast().detail())
                .isEqualTo(
                        "priority " + job.spec().priority() + " to 8, labels, resultTtl, by ann");
        assertThat(JobLifecycle.apply(after, change)).isNull();
        assertThat(JobBrief.of(after).priority()).isEqualTo(8);
    }

    @Test
    void aChangeTravels() throws IOException {
        JobEvent change = new JobEvent.Change("ann", EDIT, 5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JobEventCodec.write(change, new DataOutputStream(bytes));
        assertThat(
                        JobEventCodec.read(
                                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(change);
    }
}
