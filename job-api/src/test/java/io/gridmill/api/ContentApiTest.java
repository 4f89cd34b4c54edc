package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.JobState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentApiTest {
    private static final long LARGE = 300L << 20;

    @TempDir private static Path data;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(data);
        api.grid.job("a", JobState.SUCCEEDED);
        api.grid.results.put("a", FakeContent.of("text/csv", "0123456789"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aResultComesInItsOwnMediaType() throws Exception {
        HttpResponse<String> response = api.get("/api/v1/jobs/a/result");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("0123456789");
        assertThat(header(response, "Content-Type")).isEqualTo("text/csv");
        assertThat(header(response, "Content-Length")).isEqualTo("10");
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "ETag")).isEqualTo("\"tag-10\"");
        assertThat(header(response, "Content-Disposition"))
                .isEqualTo("inline; filename=\"job-a.csv\"");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Content-Security-Policy")).startsWith("sandbox");
    }

    @Test
    void rangesArePartsOfTheContent() throws Exception {
        assertPart("bytes=0-3", 206, "0123", "bytes 0-3/10");
        assertPart("bytes=4-", 206, "456789", "bytes 4-9/10");
        assertPart("bytes=-3", 206, "789", "bytes 7-9/10");
        assertPart("bytes=8-99", 206, "89", "bytes 8-9/10");
        assertPart("bytes=-99", 206, "0123456789", "bytes 0-9/10");
        assertPart("bytes=0-0,5-6", 200, "0123456789", "");
        assertPart("bytes=5-2", 200, "0123456789", "");
        assertPart("lines=1-2", 200, "0123456789", "");
        assertPart("bytes=-", 200, "0123456789", "");
    }

    @Test
    void aRangeOutsideIsRefused() throws Exception {
        for (String range : new String[] {"bytes=10-", "bytes=10-12", "bytes=-0"}) {
            HttpResponse<String> response = ranged(range);
            JobsApiTest.assertProblem(response, 416, "range-not-satisfiable");
            assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
        }
    }

    @Test
    void whatChangedIsSentWhole() throws Exception {
        HttpRequest.Builder request =
                api.request("/api/v1/jobs/a/result").header("Range", "bytes=0-1");
        assertThat(api.send(request.copy().header("If-Range", "\"tag-10\"")).body())
                .isEqualTo("01");
        assertThat(api.send(request.copy().header("If-Range", "\"old\"")).body())
                .isEqualTo("0123456789");
        HttpResponse<String> same =
                api.send(
                        api.request("/api/v1/jobs/a/result")
                                .header("If-None-Match", "\"x\", W/\"tag-10\""));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
    }

    @Test
    void headSaysHowLongAndOpensNothing() throws Exception {
        FakeContent blob = FakeContent.zeros(LARGE);
        String digest = "ab".repeat(32);
        api.grid.blobs.put(digest, blob);
        HttpResponse<String> response =
                api.send(
                        api.request("/api/v1/blobs/" + digest)
                                .method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo(Long.toString(LARGE));
        assertThat(blob.open).hasValue(0);
        HttpResponse<String> none =
                api.send(
                        api.request("/api/v1/blobs/" + "cd".repeat(32))
                                .method("HEAD", BodyPublishers.noBody()));
        assertThat(none.statusCode()).isEqualTo(404);
    }

    @Test
    void aBlobIsStoredOnceUnderItsDigest() throws Exception {
        String digest = sha256("hello");
        assertThat(put(digest, "hello").statusCode()).isEqualTo(201);
        assertThat(put(digest, "hello").statusCode()).isEqualTo(200);
        assertThat(put(digest, "hello").body())
                .contains("\"digest\":\"" + digest + "\"", "\"size\":5");
        JobsApiTest.assertProblem(put(sha256("other"), "hello"), 400, "bad-request");
        JobsApiTest.assertProblem(put("ABC", "hello"), 400, "bad-request");
        JobsApiTest.assertProblem(api.get("/api/v1/blobs/" + "0".repeat(64)), 404, "no-such-blob");
        assertThat(put(sha256(""), "").statusCode()).isEqualTo(201);
    }

    @Test
    void aLargeBlobGoesInAndOutWithoutStayingInMemory() throws Exception {
        MessageDigest sha = FakeGrid.sha256();
        try (InputStream zeros = FakeContent.zeros(LARGE).open(0, LARGE)) {
            byte[] piece = new byte[1 << 16];
            for (int read = zeros.read(piece); read >= 0; read = zeros.read(piece)) {
                sha.update(piece, 0, read);
            }
        }
        String digest = HexFormat.of().formatHex(sha.digest());
        long before = usedHeap();
        HttpResponse<String> stored =
                api.send(
                        api.request("/api/v1/blobs/" + digest)
                                .PUT(
                                        BodyPublishers.ofInputStream(
                                                () -> FakeContent.zeros(LARGE).open(0, LARGE))));
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        HttpResponse<InputStream> back =
                api.http.send(
                        api.request("/api/v1/blobs/" + digest).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        long received;
        try (InputStream body = back.body()) {
            received = body.transferTo(OutputStream.nullOutputStream());
        }

        assertThat(received).isEqualTo(LARGE);
        assertThat(usedHeap() - before).isLessThan(64L << 20);
    }

    @Test
    void aReaderThatStopsStopsTheReading() throws Exception {
        FakeContent blob = FakeContent.zeros(LARGE);
        String digest = "ef".repeat(32);
        api.grid.blobs.put(digest, blob);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
            String request =
                    "GET /api/v1/blobs/"
                            + digest
                            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                            + "Bearer "
                            + api.server.token()
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            awaitStandstill(blob);
            assertThat(blob.read).hasValueLessThan(64L << 20);
        }
        await().until(() -> blob.open.get() == 0);
    }

    @Test
    void anUploadThatBreaksOffIsNotStored() throws Exception {
        String digest = sha256("0123456789");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port())) {
            String request =
                    "PUT /api/v1/blobs/"
                            + digest
                            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                            + "Bearer "
                            + api.server.token()
                            + "\r\nContent-Length: 10\r\n\r\n01234";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
        await().during(Duration.ofMillis(200)).until(() -> !api.grid.blobs.containsKey(digest));
        assertThat(api.get("/api/v1/cluster").statusCode()).isEqualTo(200);
    }

    /** Returns when nothing was read for a while. */
    private static void awaitStandstill(FakeContent blob) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> before.getAndSet(blob.read.get()) == blob.read.get());
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static HttpResponse<String> put(String digest, String body)
            throws IOException, InterruptedException {
        return api.send(
                api.request("/api/v1/blobs/" + digest)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> ranged(String range)
            throws IOException, InterruptedException {
        return api.send(api.request("/api/v1/jobs/a/result").header("Range", range));
    }

    private static void assertPart(String range, int status, String body, String contentRange)
            throws IOException, InterruptedException {
        HttpResponse<String> response = ranged(range);
        assertThat(response.statusCode()).as(range).isEqualTo(status);
        assertThat(response.body()).as(range).isEqualTo(body);
        assertThat(header(response, "Content-Range")).as(range).isEqualTo(contentRange);
    }

    private static String sha256(String text) {
        return HexFormat.of()
                .formatHex(FakeGrid.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
