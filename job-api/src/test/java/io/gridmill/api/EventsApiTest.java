package io.gridmill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.job.JobState;
import io.gridmill.report.JobChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsApiTest {
    private static final int MAX_STREAMS = 2;

    @TempDir private Path data;
    private RunningApi api;

    @BeforeEach
    void start() {
        start(Duration.ofSeconds(15));
    }

    private void start(Duration heartbeat) {
        ApiConfig.Limits limits =
                new ApiConfig.Limits(
                        8 << 20, 8 << 20, MAX_STREAMS, heartbeat, Duration.ofMinutes(1));
        api = new RunningApi(ApiConfig.local(data).withLimits(limits));
        api.grid.job("a", JobState.RUNNING);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void changesComeInOrderAndTheEndEndsTheStream() throws Exception {
        HttpResponse<InputStream> response = open();
        FakeGrid.Watch watch = watch(0);
        JobChange.BlockStates block =
                new JobChange.BlockStates(0, "1134", List.of("alpha", "beta"), "--AB");
        Thread.ofVirtual()
                .start(
                        () -> {
                            watch.consumer.accept(
                                    new JobChange.Reset(api.grid.job("a", JobState.RUNNING)));
                            watch.consumer.accept(new JobChange.Tasks(List.of(block)));
                            watch.consumer.accept(
                                    new JobChange.Progress(api.grid.job("a", JobState.RUNNING)));
                            watch.consumer.accept(
                                    new JobChange.Ended(api.grid.job("a", JobState.SUCCEEDED)));
                        });

        String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = text.lines().filter(line -> !line.startsWith(":")).toList();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(starting("event: ", lines)).containsExactly("reset", "tasks", "progress", "end");
        List<String> ids = starting("id: ", lines);
        String epoch = ids.getFirst().substring(0, ids.getFirst().indexOf('-'));
        assertThat(ids).containsExactly(epoch + "-1", epoch + "-2", epoch + "-3", epoch + "-4");
        List<String> data = starting("data: ", lines);
        assertThat(data.getFirst()).startsWith("{\"job\":{\"id\":\"a\"");
        assertThat(data.get(1))
                .isEqualTo(
                        "{\"blocks\":[{\"first\":0,\"states\":\"1134\","
                                + "\"nodes\":[\"alpha\",\"beta\"],\"owners\":\"--AB\"}]}");
        await().until(() -> watch.closed);
    }

    @Test
    void closingTheConnectionClosesTheWatch() throws Exception {
        HttpResponse<InputStream> response = open();
        FakeGrid.Watch watch = watch(0);
        watch.consumer.accept(new JobChange.Reset(api.grid.job("a", JobState.RUNNING)));
        assertThat(lineAfterComments(response.body())).isEqualTo("event: reset");
        assertThat(watch.closed).isFalse();

        response.body().close();

        await().atMost(Duration.ofSeconds(2)).until(() -> watch.closed);
    }

    @Test
    void silenceIsBrokenByComments() throws Exception {
        api.close();
        start(Duration.ofMillis(100));
        HttpResponse<InputStream> response = open();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith(":");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).startsWith(":");
        }
    }

    @Test
    void aStreamOfADeletedJobEnds() throws Exception {
        api.close();
        start(Duration.ofMillis(100));
        HttpResponse<InputStream> response = open();
        FakeGrid.Watch watch = watch(0);

        api.grid.jobs.clear();

        assertThat(response.body().readAllBytes()).isNotEmpty();
        await().until(() -> watch.closed);
    }

    @Test
    void streamsAreLimitedAndTheirPlacesComeBack() throws Exception {
        HttpResponse<InputStream> first = open();
        HttpResponse<InputStream> second = open();
        HttpResponse<String> third = api.get("/api/v1/jobs/a/events");
        JobsApiTest.assertProblem(third, 429, "too-many-streams");
        assertThat(third.headers().firstValue("Retry-After")).isPresent();

        first.body().close();
        second.body().close();

        await().until(
                        () -> {
                            HttpResponse<InputStream> again = open();
                            again.body().close();
                            return again.statusCode() == 200;
                        });
    }

    @Test
    void aSlowReaderHoldsItsOwnWatchOnly() throws Exception {
        JobChange.Tasks change =
                new JobChange.Tasks(
                        List.of(
                                new JobChange.BlockStates(
                                        0, "4".repeat(64 << 10), List.of(), "-".repeat(64 << 10))));
        AtomicInteger told = new AtomicInteger();
        Thread teller;
        FakeGrid.Watch watch;
        try (Socket _ = neverReading()) {
            watch = watch(0);
            teller = Thread.ofVirtual().start(() -> tellOnAndOn(watch, change, told));
            awaitStandstill(told);
            // Socket buffers of both sides hold a few MiB; beyond them nothing is taken in.
            assertThat(told.get()).isBetween(1, 200);
            assertThat(api.get("/api/v1/jobs/a").statusCode()).isEqualTo(200);
        }

        await().atMost(Duration.ofSeconds(5)).until(() -> watch.closed);
        assertThat(teller.join(Duration.ofSeconds(5))).isTrue();
    }

    private static void tellOnAndOn(FakeGrid.Watch watch, JobChange change, AtomicInteger told) {
        while (!watch.closed) {
            watch.consumer.accept(change);
            told.incrementAndGet();
        }
    }

    @Test
    void stoppingTheServerClosesWatches() throws Exception {
        HttpResponse<InputStream> response = open();
        FakeGrid.Watch watch = watch(0);

        api.server.close();

        await().until(() -> watch.closed);
        assertThat(response.body().readAllBytes()).isNotEmpty();
    }

    /** Returns when it has counted something, and nothing more for a while. */
    private static void awaitStandstill(AtomicInteger count) {
        AtomicInteger before = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(300))
                .until(() -> count.get() > 0 && before.getAndSet(count.get()) == count.get());
    }

    private Socket neverReading() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.port());
        String request =
                "GET /api/v1/jobs/a/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + api.server.token()
                        + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private HttpResponse<InputStream> open() throws IOException, InterruptedException {
        return api.http.send(
                api.request("/api/v1/jobs/a/events").header("Last-Event-ID", "x-9").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private FakeGrid.Watch watch(int index) {
        await().until(() -> api.grid.watches.size() > index);
        return api.grid.watches.get(index);
    }

    private static String lineAfterComments(InputStream body) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = body.read(); c >= 0; c = body.read()) {
            if (c != '\n') {
                line.append((char) c);
            } else if (line.isEmpty() || line.charAt(0) == ':') {
                line.setLength(0);
            } else {
                break;
            }
        }
        return line.toString();
    }

    private static List<String> starting(String prefix, List<String> lines) {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(prefix)) {
                found.add(line.substring(prefix.length()));
            }
        }
        return found;
    }
}
