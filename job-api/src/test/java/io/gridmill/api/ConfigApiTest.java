package io.gridmill.api;

import static io.gridmill.api.JobsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.settings.Setting;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigApiTest {
    private static final String CONFIG = "/api/v1/config";

    @TempDir private Path data;
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(data);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<String> patch(String query, String body) throws Exception {
        return api.send(
                api.request(CONFIG + query)
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void allKeysAreToldWithValueDefaultAndSource() throws Exception {
        JsonNode all = RunningApi.json(api.get(CONFIG));

        assertThat(all.path("items")).hasSize(Setting.values().length);
        assertThat(all.at("/values/queue.maxWaitingJobs").asInt()).isEqualTo(1_000);
        JsonNode one = RunningApi.json(api.get(CONFIG + "/scheduling.stealing"));
        assertThat(one.path("value").asBoolean()).isTrue();
        assertThat(one.path("default").asBoolean()).isTrue();
        assertThat(one.path("source").asText()).isEqualTo("default");
        assertThat(one.path("live").asBoolean()).isTrue();
        assertThat(one.path("variable").asText()).isEqualTo("GRIDMILL_SCHEDULING_STEALING");
        HttpResponse<String> unknown = api.get(CONFIG + "/scheduling.stealin");
        assertProblem(unknown, 404, "no-such-setting");
        assertThat(unknown.body()).contains("did you mean scheduling.stealing?");
    }

    @Test
    void aMergePatchChangesAndTakesBack() throws Exception {
        HttpResponse<String> changed =
                patch("", "{\"scheduling\":{\"stealing\":false},\"retry.maxRetries\":9}");
        JsonNode after = RunningApi.json(changed);
        assertThat(after.at("/values/scheduling.stealing").asBoolean(true)).isFalse();
        assertThat(after.at("/values/retry.maxRetries").asInt()).isEqualTo(9);
        assertThat(changed.headers().firstValue("ETag")).hasValue("\"1\"");

        JsonNode back = RunningApi.json(patch("", "{\"scheduling\":{\"stealing\":null}}"));
        assertThat(back.at("/values/scheduling.stealing").asBoolean()).isTrue();
        JsonNode history = RunningApi.json(api.get(CONFIG + "/history")).path("items");
        assertThat(history).hasSize(3);
        assertThat(history.get(0).path("key").asText()).isEqualTo("scheduling.stealing");
        assertThat(history.get(0).path("before").asBoolean(true)).isFalse();
        assertThat(history.get(0).path("after").isNull()).isTrue();
        assertThat(history.get(0).path("user").asText()).isNotEmpty();
    }

    @Test
    void aNodesKeysAreChangedForItAlone() throws Exception {
        JsonNode after = RunningApi.json(patch("?node=n-2", "{\"node\":{\"slots\":3}}"));
        assertThat(after.at("/nodes/n-2/node.slots").asInt()).isEqualTo(3);
        assertThat(after.at("/values/node.slots").asText()).isEqualTo("cores");
        assertProblem(patch("?node=n-2", "{\"poison.nodes\":3}"), 400, "bad-request");
    }

    @Test
    void nothingTakesEffectOfWhatIsPartlyWrong() throws Exception {
        HttpResponse<String> wrong =
                patch("", "{\"retry\":{\"maxRetries\":1,\"delay\":\"soon\"},\"queu\":{}}");
        assertProblem(wrong, 400, "bad-request");
        assertThat(RunningApi.json(wrong).path("errors")).hasSize(2);
        assertThat(RunningApi.json(wrong).at("/errors").toString())
                .contains("/retry/delay", "retry.delay is soon; allowed: a time, 0s to 1d");
        assertThat(RunningApi.json(api.get(CONFIG)).path("version").asInt()).isZero();
    }

    @Test
    void aKeyThatIsNotLiveIsRefusedWithTheWayToChangeIt() throws Exception {
        HttpResponse<String> refused = patch("", "{\"http\":{\"port\":9},\"data\":\"x\"}");
        assertProblem(refused, 422, "not-live");
        assertThat(refused.body()).contains("--http-port", "GRIDMILL_DATA", "/http/port");
    }
}
