package io.gridmill.api;

import static io.gridmill.api.JobsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobState;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches, single tasks, changes of jobs, schedules. */
class BatchApiTest {
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

    private HttpResponse<String> withKey(String path, String key, String body) throws Exception {
        return api.send(
                api.request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void eachJobOfABatchIsAnsweredOnItsOwn() throws Exception {
        JsonNode answer =
                RunningApi.json(
                        api.post(
                                "/api/v1/jobs:batch",
                                "[{\"type\":\"echo\"},{\"type\":\"echo\",\"priority\":11},"
                                        + "{\"type\":\"nope\"},7]"));

        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.path("refused").asInt()).isEqualTo(3);
        assertThat(answer.path("items").findValuesAsText("index"))
                .containsExactly("0", "1", "2", "3");
        assertThat(answer.at("/items/0/status").asInt()).isEqualTo(202);
        assertThat(answer.at("/items/0/id").asText()).isEqualTo("job-1");
        assertThat(answer.at("/items/1/problem/errors/0/pointer").asText()).isEqualTo("/priority");
        assertThat(answer.at("/items/2/status").asInt()).isEqualTo(422);
        assertThat(answer.at("/items/3/status").asInt()).isEqualTo(400);
    }

    @Test
    void aBatchThatIsRepeatedWithItsKeyGivesTheSameJobs() throws Exception {
        String body = "[{\"type\":\"echo\"},{\"type\":\"echo\",\"idempotencyKey\":\"mine\"}]";
        JsonNode first = RunningApi.json(withKey("/api/v1/jobs:batch", "k", body));
        JsonNode again = RunningApi.json(withKey("/api/v1/jobs:batch", "k", body));
        JsonNode other = RunningApi.json(withKey("/api/v1/jobs:batch", "other", body));

        assertThat(again.path("items").findValuesAsText("id"))
                .isEqualTo(first.path("items").findValuesAsText("id"));
        assertThat(again.at("/items/0/status").asInt()).isEqualTo(200);
        assertThat(other.at("/items/0/status").asInt()).isEqualTo(202);
        assertThat(other.at("/items/1/id")).isEqualTo(first.at("/items/1/id"));
    }

    @Test
    void allOrNothingOnlyWhenAskedFor() throws Exception {
        HttpResponse<String> refused =
                api.post(
                        "/api/v1/jobs:batch?atomic=true",
                        "[{\"type\":\"echo\"},{\"type\":\"echo\",\"priority\":11}]");
        assertProblem(refused, 400, "bad-request");
        assertThat(refused.body()).contains("/1/priority");
        assertThat(api.grid.requests).isEmpty();
        JsonNode both =
                RunningApi.json(
                        api.post(
                                "/api/v1/jobs:batch?atomic=true",
                                "[{\"type\":\"echo\"},{\"type\":\"echo\"}]"));
        assertThat(both.path("accepted").asInt()).isEqualTo(2);
        assertProblem(api.post("/api/v1/jobs:batch?atomic=yes", "[]"), 400, "bad-request");
        assertProblem(api.post("/api/v1/jobs:batch", "[]"), 400, "bad-request");
        String many = "[" + "1,".repeat(BatchController.MOST) + "1]";
        assertProblem(api.post("/api/v1/jobs:batch", many), 413, "too-large");
    }

    @Test
    void aSingleTaskIsAJobOfOne() throws Exception {
        String two = "{\"type\":\"echo\",\"parameters\":{\"tasks\":2}}";
        assertThat(api.post("/api/v1/tasks", "{\"type\":\"echo\"}").statusCode()).isEqualTo(202);
        assertProblem(api.post("/api/v1/tasks", two), 400, "bad-request");
        JsonNode batch =
                RunningApi.json(
                        api.post("/api/v1/tasks:batch", "[{\"type\":\"echo\"}," + two + "]"));
        assertThat(batch.path("accepted").asInt()).isEqualTo(1);
        assertThat(batch.at("/items/1/status").asInt()).isEqualTo(400);
    }

    @Test
    void whenToComeBackIsSaid() throws Exception {
        api.grid.fault = new GridException(ErrorCode.QUEUE_FULL, "Full").retryAfter(17);
        HttpResponse<String> full = api.post("/api/v1/jobs", "{\"type\":\"echo\"}");
        assertProblem(full, 429, "queue-full");
        assertThat(full.headers().firstValue("Retry-After")).hasValue("17");
    }

    @Test
    void aJobIsChangedByAPatch() throws Exception {
        api.grid.job("a", JobState.RUNNING);
        HttpResponse<String> changed =
                api.send(
                        api.request("/api/v1/jobs/a")
                                .header("Content-Type", "application/merge-patch+json")
                                .method(
                                        "PATCH",
                                        BodyPublishers.ofString(
                                                "{\"priority\":9,\"labels\":{\"x\":null}}")));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(api.grid.edits.getFirst().priority()).isEqualTo(9);
        assertThat(api.grid.edits.getFirst().labels().drop()).containsExactly("x");
    }

    @Test
    void aScheduleIsPutShownAndForgotten() throws Exception {
        String good =
                "{\"cron\":\"0 2 * * *\",\"zone\":\"Europe/Berlin\",\"job\":{\"type\":\"echo\"}}";
        assertThat(put("nightly", good).statusCode()).isEqualTo(201);
        assertThat(put("nightly", good).statusCode()).isEqualTo(200);
        JsonNode shown = RunningApi.json(api.get("/api/v1/schedules/nightly"));
        assertThat(shown.path("description").asText()).isEqualTo("at 02:00, Europe/Berlin");
        assertThat(shown.at("/next/0").asText()).isEqualTo("2026-01-03T01:00:00Z");
        assertThat(RunningApi.json(api.get("/api/v1/schedules")).path("items")).hasSize(1);
        assertThat(api.send(api.request("/api/v1/schedules/nightly").DELETE()).statusCode())
                .isEqualTo(204);
        assertProblem(api.get("/api/v1/schedules/nightly"), 404, "no-such-schedule");
    }

    @Test
    void everyFaultOfAScheduleIsNamed() throws Exception {
        HttpResponse<String> bad =
                put(
                        "bad",
                        "{\"cron\":\"0 2 * *\",\"every\":\"1s\",\"zone\":\"Europe/Berln\","
                                + "\"overlap\":\"skp\",\"until\":\"soon\"}");
        assertProblem(bad, 400, "bad-request");
        assertThat(RunningApi.json(bad).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/cron", "/cron", "/zone", "/overlap", "/until", "/job");
        assertThat(bad.body()).contains("did you mean Europe/Berlin?", "0 2 * * *");
        assertProblem(
                put("never", "{\"cron\":\"0 0 30 2 *\",\"job\":{\"type\":\"echo\"}}"),
                400,
                "bad-request");
        assertProblem(put("Upper", "{}"), 400, "bad-request");
    }

    private HttpResponse<String> put(String name, String body) throws Exception {
        return api.send(
                api.request("/api/v1/schedules/" + name)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
    }
}
