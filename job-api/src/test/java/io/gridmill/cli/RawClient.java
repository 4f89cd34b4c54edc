package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client that hides nothing: statuses are counted, and sockets may behave badly. */
final class RawClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(30))
                    .build();

    /** Nobody is left without an answer so long; {@code wait} may take 30 s of it. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RunningUp up;
    private final Map<Integer, Integer> statuses;

    RawClient(RunningUp up, Map<Integer, Integer> statuses) {
        this.up = up;
        this.statuses = statuses;
    }

    /** Asks until it is served; waits as long as it is told to, and is always told. */
    String patiently(String method, String path, String header, byte @Nullable [] body)
            throws Exception {
        while (true) {
            HttpResponse<String> answer = send(method, path, header, body);
            if (answer.statusCode() < 400) {
                return answer.body();
            }
            long seconds =
                    answer.headers()
                            .firstValueAsLong("Retry-After")
                            .orElseThrow(() -> new AssertionError(answer + " " + answer.body()));
            assertThat(seconds).isBetween(1L, 600L);
            // As long as it is told, but a test does not wait for minutes.
            Thread.sleep(Math.min(seconds, 3) * 1_000);
        }
    }

    HttpResponse<String> send(String method, String path, String header, byte @Nullable [] body)
            throws IOException, InterruptedException {
        URI uri = up.client().server().resolve(path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(LONGEST)
                        .header("Authorization", "Bearer " + up.data().token().orElseThrow())
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!header.isEmpty()) {
            String[] parts = header.strip().split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        return answer;
    }

    /** Sends the head of a request; with a length the body is left to the caller. */
    static void begin(
            RunningUp up, Socket socket, String method, String path, String header, long length)
            throws IOException {
        URI server = up.client().server();
        String head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + server.getHost()
                        + ":"
                        + server.getPort()
                        + "\r\nAuthorization: Bearer "
                        + up.data().token().orElseThrow()
                        + header
                        + (length < 0
                                ? ""
                                : "\r\nContent-Type: application/json\r\nContent-Length: " + length)
                        + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Reads the first line of an answer. */
    static int status(InputStream in) throws IOException {
        String line = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
        return Integer.parseInt(line.substring(9));
    }
}
