package io.gridmill.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends requests, adds the token, and turns every failure into one of two exceptions. */
final class HttpCalls implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Until the head of the answer is there; bodies may take as long as they need. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    private interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final URI server;
    private final @Nullable String token;

    HttpCalls(URI server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    /** A request to a path, which begins with a slash and is encoded already. */
    HttpRequest.Builder request(String path) {
        String base = server.toString().replaceAll("/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_TIMEOUT);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    /** A request that waits for something on the server before it is answered. */
    HttpRequest.Builder waitingRequest(String path, Duration wait) {
        return request(path).timeout(ANSWER_TIMEOUT.plus(wait));
    }

    /** A JSON body. */
    static BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    /** A path segment or query value. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Sends and returns the answer when it is a good one; the caller closes its body. */
    HttpResponse<InputStream> send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() < 400) {
                return answer;
            }
            try (InputStream body = answer.body()) {
                String text = new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8);
                throw Problems.read(answer.statusCode(), text);
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachableException(
                    server, "The wait for " + server + " was interrupted", e);
        }
    }

    /** Sends and reads the whole answer as a value. */
    <T> T read(HttpRequest.Builder request, TypeReference<T> type) {
        return read(request, body -> Wire.MAPPER.readValue(body, type));
    }

    /** Sends and reads the whole answer as a value. */
    <T> T read(HttpRequest.Builder request, Class<T> type) {
        return read(request, body -> Wire.MAPPER.readValue(body, type));
    }

    private <T> T read(HttpRequest.Builder request, BodyReader<T> reader) {
        HttpResponse<InputStream> answer = send(request);
        try (InputStream body = answer.body()) {
            return reader.read(body);
        } catch (JsonProcessingException e) {
            throw new ServerUnreachableException(
                    server,
                    server
                            + " answered what is not understood; is it a Gridmill server of this"
                            + " version? "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** What an input or output failure means to the caller. */
    ServerUnreachableException unreachable(IOException cause) {
        String reason =
                switch (cause) {
                    case ConnectException _ -> "nothing listens there";
                    case HttpTimeoutException _ -> "no answer in time";
                    default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
                };
        return new ServerUnreachableException(
                server, "The server " + server + " cannot be reached: " + reason, cause);
    }

    URI server() {
        return server;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
