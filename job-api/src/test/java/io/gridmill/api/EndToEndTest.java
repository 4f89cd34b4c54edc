package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.health.HealthLimits;
import io.gridmill.node.GridConfig;
import io.gridmill.node.GridNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node behind the API: what a person with a shell and a token does. */
class EndToEndTest {
    @TempDir private Path data;
    private GridNode node;
    private ApiServer api;
    private HttpClient http;

    @BeforeEach
    void start() {
        GridConfig config = GridConfig.defaults().withHealth(HealthLimits.off());
        node = GridNode.start(config.alone().withData(data).withSlots(2));
        api = ApiServer.start(node, ApiConfig.local(data));
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        http.close();
        api.close();
        node.close();
    }

    @Test
    void aPictureIsSubmittedWatchedAndFetched() throws Exception {
        JsonNode job =
                submit(
                        "{\"type\":\"mandelbrot\",\"parameters\":{\"width\":200,\"height\":120,"
                                + "\"tileSize\":64,\"maxIterations\":100},"
                                + "\"labels\":{\"a\":\"b\"}}");
        String path = "/api/v1/jobs/" + job.path("id").asText();

        String events =
                http.send(request(path + "/events").build(), BodyHandlers.ofString()).body();
        assertThat(events.lines().filter(line -> line.startsWith("event: ")))
                .startsWith("event: reset")
                .endsWith("event: end");
        JsonNode ended = json(request(path + "?wait=30s"));
        assertThat(ended.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(ended.at("/tasks/succeeded").asLong()).isEqualTo(8);
        HttpResponse<byte[]> result =
                http.send(request(path + "/result").build(), BodyHandlers.ofByteArray());
        assertThat(result.headers().firstValue("Content-Type")).contains("image/png");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(result.body()));
        assertThat(picture.getWidth()).isEqualTo(200);
        assertThat(picture.getHeight()).isEqualTo(120);
        HttpResponse<byte[]> head =
                http.send(
                        request(path + "/result").header("Range", "bytes=1-3").build(),
                        BodyHandlers.ofByteArray());
        assertThat(head.statusCode()).isEqualTo(206);
        assertThat(head.body()).asString(StandardCharsets.US_ASCII).isEqualTo("PNG");
        assertThat(json(request(path + "/tasks?limit=3")).path("items")).hasSize(3);
        assertThat(json(request("/api/v1/jobs?label=a:b&state=succeeded")).path("items"))
                .hasSize(1);
    }

    @Test
    void anUploadedBlobIsInput() throws Exception {
        byte[] text = "to be or not to be\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        String digest = HexFormat.of().formatHex(FakeGrid.sha256().digest(text));
        HttpResponse<String> stored =
                http.send(
                        request("/api/v1/blobs/" + digest)
                                .PUT(BodyPublishers.ofByteArray(text))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);

        JsonNode job = submit("{\"type\":\"word-count\",\"input\":{\"blob\":\"" + digest + "\"}}");
        String path = "/api/v1/jobs/" + job.path("id").asText();
        assertThat(json(request(path + "?wait=30s")).path("state").asText()).isEqualTo("SUCCEEDED");
        HttpResponse<String> counts =
                http.send(request(path + "/result").build(), BodyHandlers.ofString());
        assertThat(counts.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(counts.body().lines())
                .containsExactly("word,count", "be,2000", "to,2000", "not,1000", "or,1000");
    }

    @Test
    void aJobMadeOfStepsGivesTheResultOfItsLast() throws Exception {
        String circle =
                "{\"steps\":[{\"name\":\"a\",\"type\":\"noop\",\"dependsOn\":[\"b\"]},"
                        + "{\"name\":\"b\",\"type\":\"noop\",\"dependsOn\":[\"a\"]}]}";
        HttpResponse<String> refused =
                http.send(
                        request("/api/v1/jobs")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(circle))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("impossible-steps", "a -> b -> a");

        JsonNode job =
                submit(
                        "{\"steps\":[{\"name\":\"count\",\"type\":\"word-count\","
                                + "\"input\":{\"text\":\"b a b\"}},{\"name\":\"order\","
                                + "\"type\":\"sort\",\"input\":{\"step\":\"count\"}}]}");
        String path = "/api/v1/jobs/" + job.path("id").asText();
        JsonNode ended = json(request(path + "?wait=30s"));
        assertThat(ended.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("steps").findValuesAsText("name")).containsExactly("count", "order");
        HttpResponse<String> result =
                http.send(request(path + "/result").build(), BodyHandlers.ofString());
        assertThat(result.body().lines()).containsExactly("a,1", "b,2", "word,count");
        HttpResponse<String> inner =
                http.send(request(path + "/result?step=count").build(), BodyHandlers.ofString());
        assertThat(inner.body().lines()).containsExactly("word,count", "b,2", "a,1");
        assertThat(json(request(path + "/tasks?step=order")).at("/items/0/step").asText())
                .isEqualTo("order");
        assertThat(json(request(path + ".count")).at("/step/name").asText()).isEqualTo("count");
        assertThat(json(request("/api/v1/jobs")).path("items")).hasSize(1);
        String events =
                http.send(request(path + "/events").build(), BodyHandlers.ofString()).body();
        assertThat(events).contains("event: end", "\"name\":\"order\"");
    }

    @Test
    void everythingAboutTheGridIsAnswered() throws Exception {
        assertThat(json(request("/api/v1/nodes")).path("items")).hasSize(1);
        await().untilAsserted(
                        () ->
                                assertThat(json(request("/api/v1/cluster")).path("slots").asInt())
                                        .isEqualTo(2));
        assertThat(json(request("/api/v1/types")).path("items").findValuesAsText("name"))
                .contains("mandelbrot", "noop", "word-count");
        assertThat(json(request("/health/readiness")).path("status").asText()).isEqualTo("UP");
    }

    private JsonNode submit(String job) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        request("/api/v1/jobs")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(job))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        return RunningApi.json(response);
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return RunningApi.json(http.send(request.build(), BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api.url() + path))
                .header("Authorization", "Bearer " + api.token());
    }
}
