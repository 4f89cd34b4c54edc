package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send their body too slowly are told so, and nothing of the body stays. */
@Timeout(60) // Far below the two minutes after which a silent connection is cut.
class SlowBodyTest {
    private static final int ANNOUNCED = 1 << 20;

    @TempDir private Path data;
    private RunningApi api;

    @BeforeEach
    void start() {
        ApiConfig.Limits limits =
                ApiConfig.Limits.defaults().withBodyTime(Duration.ofMillis(1_500));
        api = new RunningApi(ApiConfig.local(data).withLimits(limits));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** Sends the head of a submission of a mebibyte. */
    private Socket connect() throws IOException {
        URI url = URI.create(api.server.url());
        Socket socket = new Socket(url.getHost(), url.getPort());
        String head =
                """
                POST /api/v1/jobs HTTP/1.1
                Host: %s:%d
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                """
                        .formatted(url.getHost(), url.getPort(), api.server.token(), ANNOUNCED);
        send(socket, head.replace("\n", "\r\n"));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The answer, as far as its body's one line. */
    private static String answer(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder answer = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            answer.append(line).append('\n');
            line = in.readLine();
        }
        char[] body = new char[10_000];
        int read = in.read(body);
        return answer.append(body, 0, Math.max(0, read)).toString();
    }

    private void assertTooSlow(String answer) throws Exception {
        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("body-too-slow", "1.5 s");
        assertThat(arriving()).isEmpty();
        assertThat(api.grid.requests).isEmpty();
        // Nothing of it is left in the threads that answer, either.
        for (int i = 0; i < 5; i++) {
            assertThat(api.post("/api/v1/jobs", "{\"type\":\"echo\"}").statusCode()).isEqualTo(202);
        }
    }

    private List<String> arriving() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.map(file -> Objects.toString(file.getFileName()))
                    .filter(name -> name.startsWith(".arriving"))
                    .toList();
        }
    }

    @Test
    void whoStopsIsTold() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "{\"type\":\"echo\"," + " ".repeat(5 * ArrivingBody.IN_MEMORY));
            assertTooSlow(answer(socket));
        }
    }

    @Test
    void whoSendsNothingIsTold() throws Exception {
        try (Socket socket = connect()) {
            assertTooSlow(answer(socket));
        }
    }

    @Test
    void whoTricklesIsTold() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "{" + " ".repeat(2 * ArrivingBody.IN_MEMORY));
            Thread trickle = Thread.ofVirtual().start(() -> trickle(socket));
            assertTooSlow(answer(socket));
            socket.shutdownOutput();
            trickle.join();
        }
    }

    private static void trickle(Socket socket) {
        try {
            while (!socket.isClosed()) {
                send(socket, " ");
                Thread.sleep(
                        Duration.ofMillis(50)); // The pace of the client, nothing waits for it.
            }
        } catch (SocketException _) {
            // The server has had enough.
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
