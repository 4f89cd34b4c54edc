package io.gridmill.api;

import static io.gridmill.api.JobsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.report.NodeState;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridApiTest {
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

    @Test
    void typesComeWithTheirSchemas() throws Exception {
        JsonNode all = RunningApi.json(api.get("/api/v1/types"));
        JsonNode one = RunningApi.json(api.get("/api/v1/types/echo"));

        assertThat(all.path("items")).containsExactly(one);
        assertThat(one.path("input").asText()).isEqualTo("OPTIONAL");
        assertThat(one.at("/schema/properties/tasks/type").asText()).isEqualTo("integer");
        HttpResponse<String> unknown = api.get("/api/v1/types/ecco");
        assertProblem(unknown, 404, "no-such-type");
        assertThat(unknown.body()).contains("did you mean echo?");
    }

    @Test
    void nodesAreFoundByIdAndName() throws Exception {
        assertThat(RunningApi.json(api.get("/api/v1/nodes")).at("/items/0/name").asText())
                .isEqualTo("alpha");
        assertThat(RunningApi.json(api.get("/api/v1/nodes/n-1")).path("reason").asText())
                .isEqualTo("memory");
        assertThat(RunningApi.json(api.get("/api/v1/nodes/alpha")).path("id").asText())
                .isEqualTo("n-1");
        assertProblem(api.get("/api/v1/nodes/beta"), 404, "no-such-node");
    }

    @Test
    void aNodeIsDrainedResumedAndGivenSlots() throws Exception {
        assertThat(RunningApi.json(change("POST", "alp:drain", "")).path("state").asText())
                .isEqualTo("DRAINING");
        assertThat(RunningApi.json(change("POST", "n-1:resume", "")).path("state").asText())
                .isEqualTo("ONLINE");
        assertThat(
                        RunningApi.json(change("PATCH", "alpha", "{\"slots\": 5}"))
                                .path("slots")
                                .asInt())
                .isEqualTo(5);
        api.grid.nodeState = NodeState.BUSY;
    }

    @Test
    void aNodeThatIsNotThereOrSlotsThatAreNoneAreRefused() throws Exception {
        HttpResponse<String> unknown = change("POST", "beta:drain", "");
        assertProblem(unknown, 404, "no-such-node");
        assertThat(unknown.body()).contains("known are alpha");
        for (String body : List.of("{}", "{\"slots\": 1.5}", "{\"slots\": 1, \"x\": 2}", "[]")) {
            assertProblem(change("PATCH", "alpha", body), 400, "bad-request");
        }
    }

    private static HttpResponse<String> change(String method, String node, String body)
            throws Exception {
        return api.send(
                api.request("/api/v1/nodes/" + node)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void totalsAndFiguresAreTheGrids() throws Exception {
        JsonNode cluster = RunningApi.json(api.get("/api/v1/cluster"));
        assertThat(cluster.path("tasksPerSecond").asDouble()).isEqualTo(2.5);
        assertThat(cluster.path("safe").asBoolean()).isTrue();
        JsonNode summary = RunningApi.json(api.get("/api/v1/metrics/summary"));
        assertThat(summary.path("waiting").asLong()).isEqualTo(7);
        assertThat(summary.at("/nodes/0/state").asText()).isEqualTo("BUSY");
        HttpResponse<String> prometheus = api.get("/prometheus");
        assertThat(prometheus.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/plain");
        assertThat(prometheus.body()).contains("gridmill_tasks_waiting 7.0", "jvm_memory_used");
    }

    @Test
    void healthNeedsNoToken() throws Exception {
        assertThat(api.send(api.anonymous("/health/liveness")).body()).contains("UP");
        assertThat(api.send(api.anonymous("/health/readiness")).body()).contains("UP");
    }

    @Test
    void theDashboardIsServedWithoutToken() throws Exception {
        HttpResponse<String> index = api.send(api.anonymous("/"));
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(index.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(index.body()).containsIgnoringCase("<!doctype html>");
        HttpResponse<String> style = api.send(api.anonymous("/probe.css"));
        assertThat(style.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
        assertThat(api.send(api.anonymous("/../application.yml")).statusCode()).isNotEqualTo(200);
        assertThat(api.send(api.anonymous("/%2e%2e/logback-test.xml")).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void everyErrorHasAPage() throws Exception {
        HttpResponse<String> all = api.send(api.anonymous("/problems"));
        for (ErrorCode code : ErrorCode.values()) {
            HttpResponse<String> page = api.send(api.anonymous("/problems/" + code.code()));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains(code.code());
            assertThat(all.body()).contains("/problems/" + code.code());
        }
        assertProblem(api.send(api.anonymous("/problems/nope")), 404, "not-found");
    }

    @Test
    void theDescriptionAndTheRoutesAreTheSame() throws Exception {
        JsonNode described = RunningApi.json(api.get("/api/v1/openapi.json"));
        assertThat(described.path("openapi").asText()).startsWith("3.1");
        Set<String> inDescription = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : described.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                inDescription.add(
                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        // Micronaut adds HEAD to every GET; the description names only the one that is meant.
        inDescription.removeIf(operation -> operation.startsWith("HEAD "));
        assertThat(routes()).isEqualTo(inDescription);
    }

    @Test
    void everyReferenceOfTheDescriptionLeadsSomewhere() throws Exception {
        String text = api.get("/api/v1/openapi.json").body();
        JsonNode described = RunningApi.json(api.get("/api/v1/openapi.json"));
        Matcher references = Pattern.compile("\"\\$ref\": ?\"#([^\"]+)\"").matcher(text);
        int count = 0;
        for (; references.find(); count++) {
            assertThat(described.at(references.group(1)).isMissingNode())
                    .as(references.group(1))
                    .isFalse();
        }
        assertThat(count).isGreaterThan(50);
        for (ErrorCode code : ErrorCode.values()) {
            // 405 is an answer to what the description does not hold.
            if (code.httpStatus() > 0 && code != ErrorCode.METHOD_NOT_ALLOWED) {
                assertThat(text).contains("\"" + code.httpStatus() + "\"");
            }
        }
    }

    @Test
    void theDescriptionIsAPageWithoutScriptsAndOutsideResources() throws Exception {
        HttpResponse<String> docs = api.send(api.anonymous("/docs"));
        assertThat(docs.statusCode()).isEqualTo(200);
        assertThat(docs.body())
                .contains("POST /api/v1/jobs", "Idempotency-Key", "id=\"JobStatus\"")
                .doesNotContain("<script", "https://", "style=");
        assertThat(api.send(api.anonymous("/docs/style.css")).statusCode()).isEqualTo(200);
    }

    private static Set<String> routes() throws Exception {
        Set<String> routes = new TreeSet<>();
        ApiConfig config = ApiConfig.local(data.resolve("routes"));
        try (ApplicationContext context =
                ApiServer.context(api.grid, config, AccessToken.of(config.data()))) {
            for (UriRouteInfo<?, ?> route : context.getBean(Router.class).uriRoutes().toList()) {
                if (route.getHttpMethod() != HttpMethod.HEAD) {
                    routes.add(route.getHttpMethod() + " " + route.getUriMatchTemplate());
                }
            }
        }
        return routes;
    }
}
