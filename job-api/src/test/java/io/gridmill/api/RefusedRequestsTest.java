package io.gridmill.api;

import static io.gridmill.api.JobsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are refused, and what the refusals say. */
class RefusedRequestsTest {
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
    void noFault() {
        api.grid.requests.clear();
        api.grid.fault = null;
    }

    @Test
    void everyBadFieldIsNamed() throws Exception {
        HttpResponse<String> response =
                api.post(
                        "/api/v1/jobs",
                        "{\"type\":\"echo\",\"prioritty\":3,\"timeout\":\"soon\",\"command\":\"x\","
                                + "\"retry\":{\"maxAttempts\":0}}");

        assertProblem(response, 400, "bad-request");
        assertThat(RunningApi.json(response).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/prioritty", "/timeout", "/command", "/retry/maxAttempts");
        assertThat(RunningApi.json(response).path("errors").findValuesAsText("code"))
                .containsExactlyInAnyOrder("unknown", "format", "unsupported", "range");
        assertThat(response.body()).contains("did you mean priority?");
    }

    @Test
    void malformedJsonIsAnsweredWithLineAndColumn() throws Exception {
        HttpResponse<String> response = api.post("/api/v1/jobs", "{\"type\":\n  oops}");

        assertProblem(response, 400, "bad-request");
        assertThat(response.body()).contains("line 2");
    }

    @Test
    void whatIsNoJobIsRefused() throws Exception {
        assertProblem(api.post("/api/v1/jobs", ""), 400, "bad-request");
        assertProblem(api.post("/api/v1/jobs", "[]"), 400, "bad-request");
        assertProblem(api.post("/api/v1/jobs", "{} {}"), 400, "bad-request");
        assertProblem(
                api.post("/api/v1/jobs", "{\"type\":\"a\",\"type\":\"b\"}"), 400, "bad-request");
        assertProblem(api.post("/api/v1/jobs", "{\"type\":\"nope\"}"), 422, "unknown-type");
        assertProblem(
                api.post("/api/v1/jobs?dryRun=maybe", "{\"type\":\"echo\"}"), 400, "bad-request");
        assertThat(api.grid.requests).isEmpty();
    }

    @Test
    void aBodyOfAnotherMediaTypeIsRefused() throws Exception {
        HttpResponse<String> response =
                api.send(
                        api.request("/api/v1/jobs")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("type=echo")));

        assertProblem(response, 415, "unsupported-media-type");
    }

    @Test
    void tooMuchJsonIsRefused() throws Exception {
        String text = "x".repeat(9 << 20);
        assertProblem(api.post("/api/v1/jobs", "{\"type\":\"" + text + "\"}"), 413, "too-large");
        HttpResponse<String> inline =
                api.post(
                        "/api/v1/jobs",
                        "{\"type\":\"echo\",\"input\":{\"text\":\""
                                + text.substring(4 << 20)
                                + "\"}}");
        assertProblem(inline, 413, "too-large");
        assertThat(inline.body()).contains("/api/v1/blobs/");
    }

    @Test
    void badQueriesAreRefused() throws Exception {
        for (String query :
                new String[] {
                    "limit=0",
                    "limit=501",
                    "limit=x",
                    "state=DONE",
                    "label=x",
                    "stat=RUNNING",
                    "cursor=bad",
                    "cursor=%00",
                    "limit=1&limit=2"
                }) {
            assertProblem(api.get("/api/v1/jobs?" + query), 400, "bad-request");
        }
    }

    @Test
    void unknownAndMalformedIdsDiffer() throws Exception {
        assertProblem(api.get("/api/v1/jobs/nope"), 404, "no-such-job");
        assertProblem(api.get("/api/v1/jobs/nope/result"), 404, "no-such-job");
        assertProblem(api.get("/api/v1/jobs/nope/events"), 404, "no-such-job");
        assertProblem(api.get("/api/v1/jobs/-"), 400, "bad-request");
        assertProblem(api.get("/api/v1/jobs/" + "x".repeat(101)), 400, "bad-request");
        assertProblem(api.get("/api/v1/jobs/a%20b"), 400, "bad-request");
    }

    @Test
    void aFaultIsAnsweredWithoutItsDetails() throws Exception {
        api.grid.fault = new IllegalStateException("secret inner detail");
        HttpResponse<String> fault =
                api.send(api.request("/api/v1/jobs/a").header("X-Request-Id", "my-id-7"));
        assertProblem(fault, 500, "internal");
        assertThat(fault.body()).contains("my-id-7").doesNotContain("secret", "IllegalState");

        api.grid.fault = new GridException(ErrorCode.UNAVAILABLE, "Not now");
        HttpResponse<String> unavailable = api.get("/api/v1/jobs/a");
        assertProblem(unavailable, 503, "unavailable");
        assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
        assertProblem(api.get("/health/readiness"), 503, "unavailable");
    }
}
