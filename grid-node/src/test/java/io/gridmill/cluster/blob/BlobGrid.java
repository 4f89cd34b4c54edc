package io.gridmill.cluster.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** Members on loopback, each with a blob store in a directory of its own. */
final class BlobGrid implements AutoCloseable {
    static final long MIB = 1L << 20;

    private final Path directory;
    private final String name = "blob-test-" + UUID.randomUUID();
    private final List<Node> nodes = new ArrayList<>();
    final SteppedClock clock = new SteppedClock();

    BlobGrid(Path directory) {
        this.directory = directory;
    }

    /** A time that only moves when told to. */
    static final class SteppedClock implements InstantSource {
        private final AtomicReference<Instant> now =
                new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

        @Override
        public Instant instant() {
            return now.get();
        }

        void advance(Duration time) {
            now.updateAndGet(before -> before.plus(time));
        }
    }

    /** A member and its store. */
    record Node(BlobStore store, HazelcastInstance instance) {
        String id() {
            return instance.getCluster().getLocalMember().getUuid().toString();
        }

        BlobRecord record(String digest) {
            IMap<String, BlobRecord> map = instance.getMap(BlobRecords.MAP);
            return Objects.requireNonNull(map.get(digest));
        }

        /** Bytes from the start of the file on this member's disk; it must be there. */
        byte[] onDisk(String digest, int length) {
            var service = Objects.requireNonNull(store.awaitService());
            return Objects.requireNonNull(service.piece(digest, 0, length));
        }

        boolean holds(String digest) {
            return record(digest).holders().contains(id());
        }
    }

    static BlobLimits limits(int copies) {
        return new BlobLimits(
                512 * MIB, 1024 * MIB, copies, Duration.ofHours(24), Duration.ZERO, 16, true);
    }

    BlobGrid start(int members, int copies) throws IOException {
        for (int i = 0; i < members; i++) {
            add(limits(copies), false);
        }
        return this;
    }

    Node add(BlobLimits limits, boolean lite) throws IOException {
        return add(directory.resolve("node-" + nodes.size()), limits, lite);
    }

    Node add(Path data, BlobLimits limits, boolean lite) throws IOException {
        var config = new Config();
        config.setClusterName(name);
        config.setLiteMember(lite);
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        var network = config.getNetworkConfig();
        network.setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(1);
        for (Node node : nodes) {
            if (node.instance().getLifecycleService().isRunning()) {
                var address = node.instance().getCluster().getLocalMember().getAddress();
                join.getTcpIpConfig().addMember("127.0.0.1:" + address.getPort());
            }
        }
        var store = new BlobStore(data, limits, clock);
        store.configure(config);
        var instance = Hazelcast.newHazelcastInstance(config);
        store.start(instance);
        var node = new Node(store, instance);
        nodes.add(node);
        return node;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    List<Node> living() {
        return nodes.stream().filter(n -> n.instance().getLifecycleService().isRunning()).toList();
    }

    /** The first living member that the blob's record lists, or does not. */
    Node firstThat(String digest, boolean holds) {
        return living().stream().filter(n -> n.holds(digest) == holds).findFirst().orElseThrow();
    }

    void repairAll() {
        living().forEach(node -> node.store().repair());
    }

    long filesInAll() {
        return living().stream().mapToLong(node -> node.store().stats().files()).sum();
    }

    static byte[] bytes(long seed, int length) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** So many bytes that are the same for the same seed, made as they are read. */
    static InputStream stream(long seed, long length) {
        var random = new Random(seed);
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? random.nextInt() & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int count) {
                if (left <= 0) {
                    return -1;
                }
                int most = (int) Math.min(count, left);
                into[offset] = (byte) random.nextInt(); // One byte differs per chunk: enough.
                left -= most;
                return most;
            }
        };
    }

    static DataRef.Blob put(BlobGrid.Node node, byte[] content, String reference)
            throws IOException {
        return node.store().put(new ByteArrayInputStream(content), null, reference);
    }

    static byte[] read(BlobGrid.Node node, DataRef.Blob ref) throws IOException {
        try (var in = node.store().source(ref).open()) {
            return in.readAllBytes();
        }
    }

    static byte[] read(BlobGrid.Node node, String digest, long offset, long length)
            throws IOException {
        try (var in = node.store().open(digest, offset, length)) {
            return in.readAllBytes();
        }
    }

    static void assertRefused(ErrorCode code, Callable<?> call) {
        assertThatExceptionOfType(GridException.class)
                .isThrownBy(call::call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .withMessageMatching("(?s).+");
    }

    /** Ends a member without a word, as a crash does. */
    static void kill(Node node) {
        node.instance().getLifecycleService().terminate();
        node.store().close();
    }

    @Override
    public void close() {
        for (Node node : living()) {
            kill(node);
        }
    }
}
