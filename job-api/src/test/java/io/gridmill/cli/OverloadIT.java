package io.gridmill.cli;

import static io.gridmill.cli.RunningUp.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.client.Download;
import io.gridmill.client.Wire;
import io.gridmill.job.JobState;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than a node with a small heap can do at once: it says 429 or 503 and when to come back, lets
 * nobody wait for nothing, and goes on. A node that runs out of memory ends at once, so a process
 * that lives has bounded what it keeps.
 */
class OverloadIT {
    private static final int HEAP_MIB = 256;
    private static final int CLIENTS = 1_000;

    @TempDir private Path folder;

    private RunningUp up;

    @BeforeEach
    void start() throws IOException {
        up =
                RunningUp.start(
                        folder,
                        1,
                        List.of("-Xmx" + HEAP_MIB + "m"),
                        List.of("--max-waiting-jobs", "100"));
    }

    @AfterEach
    void isStillThere() throws IOException {
        try {
            assertThat(up.process().isAlive()).as(up.said("err")).isTrue();
            assertThat(up.client().ready()).isTrue();
        } finally {
            up.close();
        }
    }

    private interface Client {
        void run(int number) throws Exception;
    }

    /** So many clients do it at once; all are waited for, and a failure of any is one of all. */
    private static void atOnce(int count, Client client) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                all.add(
                        threads.submit(
                                () -> {
                                    client.run(number);
                                    return null;
                                }));
            }
            for (Future<?> one : all) {
                one.get(5, TimeUnit.MINUTES);
            }
        }
    }

    @Test
    void aThousandClientsAreServedOrToldWhenToComeBack() throws Exception {
        // All of it at once is more than the heap.
        String text = "these are five small words ".repeat(10_000);
        byte[] body =
                ("{\"type\":\"word-count\",\"input\":{\"text\":\"" + text + "\"}}")
                        .getBytes(StandardCharsets.UTF_8);
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        ConcurrentSkipListSet<String> ids = new ConcurrentSkipListSet<>();
        atOnce(CLIENTS, number -> ids.add(served(new RawClient(up, statuses), body, number)));
        assertThat(statuses.keySet()).isSubsetOf(200, 202, 429, 503);
        assertThat(statuses).as("the queue is full for most at first").containsKey(429);
        assertThat(ids).as("one job each").hasSize(CLIENTS);
    }

    /** A client that does as it is told, until it has its answer. */
    private static String served(RawClient client, byte[] body, int number) throws Exception {
        String key = "\r\nIdempotency-Key: client-" + number;
        JsonNode job = Wire.MAPPER.readTree(client.patiently("POST", "/api/v1/jobs", key, body));
        String id = job.get("id").asText();
        String ended = "";
        while (!ended.contains("SUCCEEDED")) {
            ended = client.patiently("GET", "/api/v1/jobs/" + id + "?wait=30s", "", null);
        }
        assertThat(client.patiently("GET", "/api/v1/jobs/" + id + "/result", "", null))
                .contains("are,10000");
        return id;
    }

    @Test
    void manyLargeBodiesAtOnceAreReadOneAfterAnother() throws Exception {
        String numbers = "123456789,".repeat(800_000);
        byte[] body =
                ("{\"type\":\"noop\",\"parameters\":{\"tasks\":1,\"list\":[" + numbers + "0]}}")
                        .getBytes(StandardCharsets.UTF_8);
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        atOnce(64, _ -> new RawClient(up, statuses).send("POST", "/api/v1/jobs", "", body));
        assertThat(statuses.keySet()).isSubsetOf(400, 503);
        assertThat(statuses).as("some are read").containsKey(400);
    }

    @Test
    void readersOfEventsThatDoNotReadHoldNobodyUp() throws Exception {
        String slow = "{\"type\":\"noop\",\"parameters\":{\"tasks\":200000,\"sleepMillis\":1}}";
        String id = up.client().submit(Wire.MAPPER.readTree(slow), null).job().id();
        List<Socket> readers = new ArrayList<>();
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket reader = new Socket();
                reader.setReceiveBufferSize(4_096);
                reader.connect(address(up));
                readers.add(reader);
                RawClient.begin(up, reader, "GET", "/api/v1/jobs/" + id + "/events", "", -1);
                statuses.merge(RawClient.status(reader.getInputStream()), 1, Integer::sum);
            }
            assertThat(statuses).isEqualTo(Map.of(200, 256, 429, 44));
            long before = up.client().job(id).tasks().ended();
            patiently().until(() -> up.client().job(id).tasks().ended() > before + 2_000);
            String small = "{\"type\":\"noop\",\"parameters\":{\"tasks\":10},\"priority\":10}";
            String other = up.client().submit(Wire.MAPPER.readTree(small), null).job().id();
            patiently().until(() -> up.client().job(other).state() == JobState.SUCCEEDED);
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
        up.client().cancel(id);
        patiently().until(() -> eventsStatus(id) == 200);
    }

    private int eventsStatus(String id) throws IOException {
        try (Socket reader = new Socket()) {
            reader.connect(address(up));
            RawClient.begin(up, reader, "GET", "/api/v1/jobs/" + id + "/events", "", -1);
            return RawClient.status(reader.getInputStream());
        }
    }

    @Test
    void clientsThatStopInTheMiddleOfABodyHoldNobodyUp() throws Exception {
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket sender = new Socket();
                sender.connect(address(up));
                senders.add(sender);
                RawClient.begin(up, sender, "POST", "/api/v1/jobs", "", 8 << 20);
                sender.getOutputStream().write("{\"type\":\"no".getBytes(StandardCharsets.UTF_8));
                sender.getOutputStream().flush();
            }
            String small = "{\"type\":\"noop\",\"parameters\":{\"tasks\":10}}";
            String id = up.client().submit(Wire.MAPPER.readTree(small), null).job().id();
            patiently().until(() -> up.client().job(id).state() == JobState.SUCCEEDED);
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    void aResultLargerThanTheHeapIsReadByManySlowReaders() throws Exception {
        Path input = folder.resolve("lines");
        String digest = lines(input, (2L * HEAP_MIB) << 20);
        up.client().putBlob(input, digest);
        String sort = "{\"type\":\"sort\",\"input\":{\"blob\":\"" + digest + "\"}}";
        String id = up.client().submit(Wire.MAPPER.readTree(sort), null).job().id();
        patiently().until(() -> up.client().job(id).state().ended());
        assertThat(up.client().job(id).state()).isEqualTo(JobState.SUCCEEDED);
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket reader = new Socket();
                reader.setReceiveBufferSize(4_096);
                reader.connect(address(up));
                readers.add(reader);
                RawClient.begin(up, reader, "GET", "/api/v1/jobs/" + id + "/result", "", -1);
                assertThat(RawClient.status(reader.getInputStream())).isEqualTo(200);
            }
            try (Download result = up.client().result(id)) {
                assertThat(count(result.body())).isEqualTo(Files.size(input));
            }
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    private static long count(InputStream in) throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    /** Writes lines in no order and answers the file's digest. */
    private static String lines(Path file, long bytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long written = 0;
        try (OutputStream out =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
            for (long i = 1; written < bytes; i++) {
                String line =
                        Long.toHexString(i * 0x9E3779B97F4A7C15L)
                                + " a line that is not short, so that there are not so many of them"
                                + " and the sorting of them is not what takes the time\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
                written += line.length();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static InetSocketAddress address(RunningUp up) {
        URI server = up.client().server();
        return new InetSocketAddress(server.getHost(), server.getPort());
    }
}
