package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.explain.Reason;
import io.gridmill.explain.ReasonCode;
import io.gridmill.job.InputData;
import io.gridmill.job.JobState;
import io.gridmill.node.JobQuery;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsApiTest {
    @TempDir private static Path data;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(data);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void forget() {
        api.grid.jobs.clear();
        api.grid.requests.clear();
        api.grid.keys.clear();
        api.grid.results.clear();
        api.grid.fault = null;
    }

    @Test
    void aSubmittedJobIsAcceptedAndSaysWhereItIs() throws Exception {
        HttpResponse<String> response =
                api.post("/api/v1/jobs", "{\"type\":\"echo\",\"input\":{\"text\":\"héllo\"}}");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().firstValue("Location")).contains("/api/v1/jobs/job-1");
        JsonNode job = RunningApi.json(response);
        assertThat(job.path("state").asText()).isEqualTo("PENDING");
        assertThat(job.at("/times/created").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(job.has("error")).isFalse();
        InputData input = Objects.requireNonNull(api.grid.requests.get("job-1")).input();
        assertThat(input).isInstanceOf(InputData.Bytes.class);
        assertThat(((InputData.Bytes) input).data()).hasSize(6);
    }

    @Test
    void aSubmissionSaysWhyItsJobWillWait() throws Exception {
        String body = "{\"type\":\"echo\",\"input\":{\"text\":\"x\"}}";
        assertThat(RunningApi.json(api.post("/api/v1/jobs", body)).at("/waiting")).isEmpty();
        api.grid.waiting =
                List.of(new Reason(ReasonCode.NO_CAPABLE_NODE, "No node", Map.of("nodes", 0)));
        try {
            JsonNode job = RunningApi.json(api.post("/api/v1/jobs", body));
            assertThat(job.at("/waiting/0/code").asText()).isEqualTo("NO_CAPABLE_NODE");
            assertThat(job.at("/waiting/0/data/nodes").asInt()).isZero();
            assertThat(job.path("state").asText()).isEqualTo("PENDING");
        } finally {
            api.grid.waiting = List.of();
        }
    }

    @Test
    void logsOfATaskAreTextFromALineOn() throws Exception {
        api.post("/api/v1/jobs", "{\"type\":\"echo\",\"input\":{\"text\":\"x\"}}");
        String address = "/api/v1/jobs/job-1/tasks/2/logs";
        HttpResponse<String> log = api.get(address);
        assertThat(log.body()).isEqualTo("[3 older lines are not kept]\nt1 one\nt2 two\n");
        assertThat(header(log, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(header(log, "Gridmill-Attempt")).isEqualTo("1");
        assertThat(header(log, "Gridmill-Lines")).isEqualTo("5");
        assertThat(header(log, "Gridmill-Over")).isEqualTo("true");
        assertThat(api.get(address + "?attempt=1&after=4").body()).isEqualTo("t2 two\n");
        assertThat(api.get(address + "?after=99").body()).isEqualTo("");
        assertProblem(api.get(address + "?after=-1"), 400, "bad-request");
        assertProblem(api.get(address + "?lines=1"), 400, "bad-request");
        assertProblem(api.get("/api/v1/jobs/job-1/tasks/9/logs"), 404, "no-such-task");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aJobAndATaskSayWhyTheyWait() throws Exception {
        api.post("/api/v1/jobs", "{\"type\":\"echo\",\"input\":{\"text\":\"x\"}}");

        JsonNode job = RunningApi.json(api.get("/api/v1/jobs/job-1/explain"));
        JsonNode task = RunningApi.json(api.get("/api/v1/jobs/job-1/tasks/2/explain"));

        assertThat(job.at("/reasons/0/code").asText()).isEqualTo("WAITING_START_TIME");
        assertThat(job.at("/reasons/0/data/startAt").asText()).isNotEmpty();
        assertThat(job.path("waiting").asBoolean()).isTrue();
        assertThat(task.path("task").asInt()).isEqualTo(2);
        assertThat(task.path("reasons").isEmpty()).isTrue();
        assertProblem(api.get("/api/v1/jobs/job-1/tasks/9/explain"), 404, "no-such-task");
        assertProblem(api.get("/api/v1/jobs/job-77/explain"), 404, "no-such-job");
    }

    @Test
    void aDryRunSaysWhatAJobWouldMakeAndSubmitsNothing() throws Exception {
        HttpResponse<String> response = api.post("/api/v1/jobs?dryRun=true", "{\"type\":\"echo\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RunningApi.json(response).path("tasks").asInt()).isEqualTo(4);
        assertThat(RunningApi.json(response).at("/nodes/0").asText()).isEqualTo("alpha");
        assertThat(api.grid.requests).isEmpty();
    }

    @Test
    void aStepIsAskedByItsName() throws Exception {
        api.grid.job("j", JobState.RUNNING);
        api.grid.job("j.a", JobState.RUNNING);

        JsonNode tasks = RunningApi.json(api.get("/api/v1/jobs/j/tasks?step=a"));
        JsonNode task = RunningApi.json(api.get("/api/v1/jobs/j/tasks/2?step=a"));

        assertThat(tasks.at("/items/0/job").asText()).isEqualTo("j.a");
        assertThat(task.path("job").asText()).isEqualTo("j.a");
        assertProblem(api.get("/api/v1/jobs/j/result?step=a"), 409, "job-not-ended");
        assertProblem(api.get("/api/v1/jobs/j/result?step=b"), 404, "no-such-step");
        assertThat(api.get("/api/v1/jobs?parent=j").statusCode()).isEqualTo(200);
        assertThat(Objects.requireNonNull(api.grid.lastQuery).parent()).isEqualTo("j");
    }

    @Test
    void aRepeatedKeyGivesTheSameJobAndRefusesAnother() throws Exception {
        assertThat(submitWithKey("{\"type\":\"echo\"}").statusCode()).isEqualTo(202);
        HttpResponse<String> again = submitWithKey("{\"type\":\"echo\"}");
        HttpResponse<String> other = submitWithKey("{\"type\":\"echo\",\"parameters\":{\"a\":1}}");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(RunningApi.json(again).path("id").asText()).isEqualTo("job-1");
        assertProblem(other, 422, "idempotency-conflict");
    }

    @Test
    void jobsAreListedByPageAndFilter() throws Exception {
        api.grid.job("a", JobState.RUNNING);
        HttpResponse<String> response =
                api.get(
                        "/api/v1/jobs?state=running&type=echo&label=team:render"
                                + "&label=k=v:w&limit=7");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RunningApi.json(response).at("/items/0/id").asText()).isEqualTo("a");
        assertThat(RunningApi.json(response).path("next").asText()).isEqualTo("next-page");
        assertThat(api.grid.lastQuery)
                .isEqualTo(
                        new JobQuery(
                                JobState.RUNNING,
                                "echo",
                                Map.of("team", "render", "k", "v:w"),
                                null,
                                7));
    }

    @Test
    void aJobIsSentOnlyWhenItChanged() throws Exception {
        api.grid.job("a", JobState.RUNNING);
        HttpResponse<String> first = api.get("/api/v1/jobs/a");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second =
                api.send(api.request("/api/v1/jobs/a").header("If-None-Match", etag));
        api.grid.jobs.put("a", FakeGrid.status("a", JobState.RUNNING, 2));
        HttpResponse<String> third =
                api.send(api.request("/api/v1/jobs/a").header("If-None-Match", etag));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(third.statusCode()).isEqualTo(200);
    }

    @Test
    void tasksAreAddedOneByOneOrManyAtOnce() throws Exception {
        api.grid.job("a", JobState.RUNNING);
        api.grid.added.clear();
        HttpResponse<String> one = api.post("/api/v1/jobs/a/tasks", "{\"sleepMillis\":1}");
        HttpResponse<String> more = api.post("/api/v1/jobs/a/tasks", "[{},{}]");

        assertThat(one.statusCode()).isEqualTo(202);
        assertThat(one.body()).isEqualTo("{\"first\":0,\"count\":1,\"total\":1}");
        assertThat(more.body()).isEqualTo("{\"first\":1,\"count\":2,\"total\":3}");
        assertThat(api.post("/api/v1/jobs/a:close", "").statusCode()).isEqualTo(200);
        assertProblem(api.post("/api/v1/jobs/nope/tasks", "{}"), 404, "no-such-job");
        assertProblem(api.post("/api/v1/jobs/a/tasks", "{"), 400, "bad-request");
        assertProblem(api.post("/api/v1/jobs/nope:close", ""), 404, "no-such-job");
    }

    @Test
    void waitingAnswersWhenTheJobEnds() throws Exception {
        api.grid.job("a", JobState.RUNNING);
        CompletableFuture<HttpResponse<String>> waiting =
                api.http.sendAsync(
                        api.request("/api/v1/jobs/a?wait=20s").build(),
                        HttpResponse.BodyHandlers.ofString());
        await().during(Duration.ofMillis(100)).until(() -> !waiting.isDone());
        api.grid.job("a", JobState.SUCCEEDED);

        assertThat(waiting.get().body()).contains("SUCCEEDED");
        assertThat(api.get("/api/v1/jobs/a?wait=PT0.1S").statusCode()).isEqualTo(200);
        assertProblem(api.get("/api/v1/jobs/a?wait=61s"), 400, "bad-request");
        assertProblem(api.get("/api/v1/jobs/a?wait=now"), 400, "bad-request");
    }

    @Test
    void aJobIsCancelledOnce() throws Exception {
        api.grid.job("a", JobState.RUNNING);
        HttpResponse<String> response =
                api.send(api.request("/api/v1/jobs/a:cancel").POST(BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("CANCELLING");
        assertThat(api.post("/api/v1/jobs/a:cancel", "{}").statusCode()).isEqualTo(202);

        api.grid.job("a", JobState.SUCCEEDED);
        assertProblem(api.post("/api/v1/jobs/a:cancel", ""), 409, "job-ended");
        assertProblem(api.post("/api/v1/jobs/nope:cancel", ""), 404, "no-such-job");
        assertProblem(api.post("/api/v1/jobs/a:pause", ""), 405, "method-not-allowed");
    }

    @Test
    void anEndedJobIsRetried() throws Exception {
        api.grid.job("a", JobState.FAILED);
        HttpResponse<String> response = api.post("/api/v1/jobs/a:retry", "");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains("RUNNING");
        assertProblem(api.post("/api/v1/jobs/a:retry", ""), 409, "nothing-to-retry");
        assertProblem(api.post("/api/v1/jobs/nope:retry", ""), 404, "no-such-job");
    }

    @Test
    void onlyAnEndedJobIsForgotten() throws Exception {
        api.grid.job("a", JobState.RUNNING);
        assertProblem(api.send(api.request("/api/v1/jobs/a").DELETE()), 409, "job-not-ended");
        api.grid.job("a", JobState.FAILED);
        assertThat(api.send(api.request("/api/v1/jobs/a").DELETE()).statusCode()).isEqualTo(204);
        assertProblem(api.send(api.request("/api/v1/jobs/a").DELETE()), 404, "no-such-job");
    }

    @Test
    void whereThereIsNoResultTheStateIsTold() throws Exception {
        api.grid.job("runs", JobState.RUNNING);
        api.grid.job("failed", JobState.FAILED);
        api.grid.job("gone", JobState.SUCCEEDED);

        HttpResponse<String> runs = api.get("/api/v1/jobs/runs/result");
        assertProblem(runs, 409, "job-not-ended");
        assertThat(RunningApi.json(runs).path("state").asText()).isEqualTo("RUNNING");
        HttpResponse<String> failed = api.get("/api/v1/jobs/failed/result");
        assertProblem(failed, 409, "job-failed");
        assertThat(RunningApi.json(failed).at("/error/message").asText()).isEqualTo("It broke");
        assertProblem(api.get("/api/v1/jobs/gone/result"), 410, "result-gone");
    }

    @Test
    void tasksAreListedAndLookedAt() throws Exception {
        api.grid.job("a", JobState.RUNNING);

        assertThat(RunningApi.json(api.get("/api/v1/jobs/a/tasks")).at("/items/0/state").asText())
                .isEqualTo("RUNNING");
        assertThat(RunningApi.json(api.get("/api/v1/jobs/a/tasks/2")).path("number").asLong())
                .isEqualTo(2);
        assertProblem(api.get("/api/v1/jobs/a/tasks/9"), 404, "no-such-task");
        assertProblem(api.get("/api/v1/jobs/a/tasks/x"), 400, "bad-request");
        assertProblem(api.get("/api/v1/jobs/a/tasks?state=LOST"), 400, "bad-request");
        assertProblem(api.get("/api/v1/jobs/a/tasks?limit=1001"), 400, "bad-request");
        assertProblem(api.get("/api/v1/jobs/a/tasks/0/result"), 409, "task-not-ended");
        api.grid.results.put("a/0", FakeContent.of("image/png", "pixels"));
        assertThat(api.get("/api/v1/jobs/a/tasks/0/result").body()).isEqualTo("pixels");
    }

    @Test
    void theGridIsNeverAskedOnANetworkThread() throws Exception {
        api.grid.threads.clear();
        api.get("/api/v1/jobs");
        api.get("/api/v1/nodes");
        api.get("/health/readiness");

        assertThat(api.grid.threads).hasSize(3).allMatch(name -> name.startsWith("VirtualThread"));
    }

    private HttpResponse<String> submitWithKey(String json) throws Exception {
        return api.send(
                api.request("/api/v1/jobs")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "key-1")
                        .POST(BodyPublishers.ofString(json)));
    }

    static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        JsonNode problem = RunningApi.json(response);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(response.headers().firstValue("X-Request-Id"))
                .contains(problem.path("instance").asText());
    }
}
