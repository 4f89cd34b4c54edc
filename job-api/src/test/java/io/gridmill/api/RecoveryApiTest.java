package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.GridClient;
import io.gridmill.report.RecoveryStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is lost, and accepting it, over HTTP. */
class RecoveryApiTest {
    @TempDir static Path data;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(data);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aLossIsAcceptedOnceAndOnRecord() throws Exception {
        api.grid.quorumBelow = true;
        JsonNode before = RunningApi.json(api.get("/api/v1/recovery"));
        assertThat(before.path("state").asText()).isEqualTo("below-quorum");
        assertThat(before.at("/missing/0").asText()).isEqualTo("node-2");
        assertThat(before.at("/jobs/0/tasks").asLong()).isEqualTo(7);

        JsonNode after = RunningApi.json(api.post("/api/v1/recovery", "{\"acceptLoss\": true}"));

        assertThat(after.path("state").asText()).isEqualTo("ok");
        assertThat(after.at("/accepted/0/user").asText()).isEqualTo("admin");
        assertThat(after.at("/accepted/0/time").asText()).isEqualTo(FakeGrid.THEN.toString());
        HttpResponse<String> again = api.post("/api/v1/recovery", "{\"acceptLoss\": true}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("/problems/nothing-to-accept");
    }

    @Test
    void nobodyAcceptsALossByChance() throws Exception {
        for (String body : new String[] {"{}", "{\"acceptLoss\": false}", "true", "{\"a\": 1}"}) {
            HttpResponse<String> refused = api.post("/api/v1/recovery", body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(refused.body()).contains("/acceptLoss");
        }
        assertThat(api.send(api.anonymous("/api/v1/recovery")).statusCode()).isEqualTo(401);
    }

    @Test
    void theClientReadsIt() {
        try (GridClient client = new GridClient(URI.create(api.server.url()), api.server.token())) {
            RecoveryStatus status = client.recovery();
            assertThat(status.expected()).isEqualTo(3);
            assertThat(status.loaded()).isNull();
        }
    }
}
