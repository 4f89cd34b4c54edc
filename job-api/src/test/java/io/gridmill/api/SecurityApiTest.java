package io.gridmill.api;

import static io.gridmill.api.JobsApiTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityApiTest {
    @TempDir private static Path data;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(data.resolve("grid"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void withoutTokenNothingIsTold() throws Exception {
        for (String path :
                new String[] {
                    "/api/v1/jobs",
                    "/api/v1/nope",
                    "/api/v1/openapi.json",
                    "/prometheus",
                    "/api",
                    "/API/v1/jobs",
                    "//api/v1/jobs",
                    "/%61pi/v1/jobs",
                    "/api/v1/jobs/a/events"
                }) {
            HttpResponse<String> response = api.send(api.anonymous(path));
            assertProblem(response, 401, "unauthenticated");
            assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer");
        }
        assertThat(api.grid.threads).isEmpty();
    }

    @Test
    void aWrongTokenIsRefused() throws Exception {
        String token = api.server.token();
        for (String authorization :
                new String[] {
                    "Bearer",
                    "Bearer ",
                    "Bearer x",
                    "Bearer " + token + "x",
                    "Basic " + token,
                    token
                }) {
            assertProblem(
                    api.send(
                            api.anonymous("/api/v1/cluster")
                                    .header("Authorization", authorization)),
                    401,
                    "unauthenticated");
        }
        assertThat(
                        api.send(
                                        api.anonymous("/api/v1/cluster")
                                                .header("Authorization", "bearer " + token))
                                .statusCode())
                .isEqualTo(200);
        assertProblem(
                api.send(api.anonymous("/api/v1/cluster?token=" + token)), 401, "unauthenticated");
    }

    @Test
    void aRefusedUploadIsNotReadToItsEnd() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
            send(
                    socket,
                    "PUT /api/v1/blobs/x HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Length: 99999999999\r\n\r\nabc");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void onlyLocalNamesAreAnswered() throws Exception {
        for (String host : new String[] {"localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]:9"}) {
            assertThat(statusOf("GET /health/liveness HTTP/1.1\r\nHost: " + host)).isEqualTo(200);
        }
        for (String host :
                new String[] {
                    "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "",
                    "localhost:x", "[::1]x", "localhost:80:90", "0.0.0.0"
                }) {
            assertThat(statusOf("GET /health/liveness HTTP/1.1\r\nHost: " + host))
                    .as(host)
                    .isEqualTo(403);
            assertThat(statusOf("GET / HTTP/1.1\r\nHost: " + host)).as(host).isEqualTo(403);
        }
    }

    @Test
    void everyAnswerKeepsBrowsersHonest() throws Exception {
        for (String path : new String[] {"/", "/nope", "/api/v1/jobs", "/health/liveness"}) {
            HttpResponse<String> response = api.send(api.anonymous(path));
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            assertThat(response.headers().firstValue("Server")).isEmpty();
        }
        HttpResponse<String> preflight =
                api.send(
                        api.anonymous("/api/v1/jobs")
                                .header("Origin", "http://evil.example")
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.statusCode()).isEqualTo(401);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void requestIdsAreEchoedWhenTheyAreSafe() throws Exception {
        assertThat(idOfAnswer("order-66/a:b")).isEqualTo("order-66/a:b");
        assertThat(idOfAnswer("x".repeat(101))).hasSize(36);
        assertThat(idOfAnswer("<script>")).hasSize(36);
    }

    @Test
    void whatTheHttpServerRefusesIsAProblemToo() throws Exception {
        assertProblem(api.get("/api/v1/nope"), 404, "not-found");
        assertProblem(api.get("/nope"), 404, "not-found");
        HttpResponse<String> wrongMethod =
                api.send(api.request("/api/v1/cluster").PUT(BodyPublishers.ofString("")));
        assertProblem(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow").orElse("")).contains("GET");
        assertProblem(api.get("/api/v1/cluster?x=1"), 400, "bad-request");
        String large = "x".repeat(20_000);
        assertThat(statusOf("GET /health/liveness HTTP/1.1\r\nHost: localhost\r\nX-A: " + large))
                .isEqualTo(413);
        assertThat(statusOf("GET /" + large + " HTTP/1.1\r\nHost: localhost")).isEqualTo(413);
    }

    @Test
    void theTokenIsTheOwnersOnlyAndStays() throws Exception {
        Path folder = data.resolve("other");
        String token;
        try (RunningApi other = new RunningApi(folder)) {
            token = other.server.token();
            assertThat(token).matches("gridmill_[A-Za-z0-9_-]{32}");
            assertThat(Files.readString(folder.resolve("token")).strip()).isEqualTo(token);
            assertThat(Files.readString(folder.resolve("server")).strip())
                    .isEqualTo(other.server.url())
                    .isEqualTo("http://127.0.0.1:" + other.server.port());
            assertThat(rightsOf(folder.resolve("token"))).isEqualTo("rw-------");
        }
        assertThat(folder.resolve("server")).doesNotExist();
        Files.setPosixFilePermissions(
                folder.resolve("token"), PosixFilePermissions.fromString("rw-r--r--"));
        try (RunningApi again = new RunningApi(folder)) {
            assertThat(again.server.token()).isEqualTo(token);
            assertThat(rightsOf(folder.resolve("token"))).isEqualTo("rw-------");
        }
    }

    @Test
    void aBrokenTokenFileStopsTheStart() throws Exception {
        Path folder = Files.createDirectory(data.resolve("broken"));
        Files.writeString(folder.resolve("token"), "short");
        assertThatThrownBy(() -> ApiServer.start(new FakeGrid(), ApiConfig.local(folder)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("holds no token");
    }

    @Test
    void aPortInUseIsSaid() {
        ApiConfig config = ApiConfig.local(data.resolve("third")).withPort(api.server.port());
        assertThatThrownBy(() -> ApiServer.start(new FakeGrid(), config))
                .hasMessageContaining(Integer.toString(api.server.port()));
    }

    private static String rightsOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String idOfAnswer(String id) throws IOException, InterruptedException {
        return api.send(api.anonymous("/health/liveness").header("X-Request-Id", id))
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    private static int statusOf(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
            send(socket, head + "\r\nConnection: close\r\n\r\n");
            byte[] answer = socket.getInputStream().readNBytes(12);
            return Integer.parseInt(new String(answer, StandardCharsets.US_ASCII).substring(9));
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
