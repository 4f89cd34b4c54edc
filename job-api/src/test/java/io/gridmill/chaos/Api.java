package io.gridmill.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The API of one node as a client without patience sees it: an answer in time, or an {@link IOException},
 * which says nothing about what was done. Thread-safe.
 */
final class Api implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final String base;
    private final String token;

    Api(int port, String token) {
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // two answers are never compared
    record Answer(int status, byte[] body) {
        boolean good() {
            return status < 300;
        }

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        /** The last part of a problem's type, such as {@code below-quorum}; empty where it is none. */
        String problem() {
            String text = new String(body, StandardCharsets.UTF_8);
            int at = text.indexOf("/problems/");
            return at < 0 ? "" : text.substring(at + 10).replaceAll("[^a-z-].*", "").strip();
        }

        @Override
        public String toString() {
            return status + " " + new String(body, StandardCharsets.UTF_8);
        }
    }

    Answer get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE));
    }

    /** Asks, and waits no longer than that. */
    Answer get(String path, Duration patience) throws IOException {
        return send(HttpRequest.newBuilder(URI.create(base + path)).timeout(patience));
    }

    Answer post(String path, String body, @Nullable String key) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        request.header("Authorization", "Bearer " + token);
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
