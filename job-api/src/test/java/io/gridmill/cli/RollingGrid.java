package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.cli.local.JavaCommand;
import io.gridmill.client.GridClient;
import io.gridmill.client.ServerUnreachableException;
import io.gridmill.job.GridException;
import io.gridmill.join.ClusterSecret;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Three times {@code gridmill up --nodes 1}, as on three machines, each with HTTP of its own. */
final class RollingGrid implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SIZE = 3;

    private final Path folder;
    private final String name = "test-" + UUID.randomUUID();
    private final List<Integer> memberPorts;
    private final List<One> nodes = new ArrayList<>();

    /** A node, its process and a client of it; both are new after a restart. */
    private static final class One {
        private final int number;
        private volatile @Nullable Process process;
        private volatile @Nullable GridClient client;

        One(int number) {
            this.number = number;
        }
    }

    private RollingGrid(Path folder) throws IOException {
        this.folder = folder;
        this.memberPorts = freePorts();
        Files.writeString(
                folder.resolve("secret"), ClusterSecret.generate(ThreadLocalRandom.current()));
    }

    static RollingGrid start(Path folder) throws IOException {
        RollingGrid grid = new RollingGrid(folder);
        for (int i = 0; i < SIZE; i++) {
            One node = new One(i);
            grid.nodes.add(node);
            grid.begin(node);
            grid.awaitWhole(node, i + 1);
        }
        return grid;
    }

    int size() {
        return SIZE;
    }

    /** The client of a node; null while that restarts. */
    @Nullable GridClient client(int number) {
        return nodes.get(number).client;
    }

    /** Ends a node as an operator does, starts it again and waits until all copies are back. */
    void restart(int number) throws Exception {
        One node = nodes.get(number);
        Process process = Objects.requireNonNull(node.process);
        process.toHandle().destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("node %s ends", number).isTrue();
        // 128 and the number of SIGTERM: nothing had to kill it.
        assertThat(process.exitValue()).isEqualTo(143);
        begin(node);
        awaitWhole(node, SIZE);
    }

    private void begin(One node) throws IOException {
        Path data = folder.resolve("node-" + node.number);
        Files.deleteIfExists(data.resolve("server"));
        List<String> arguments = new ArrayList<>(List.of("up", "--nodes", "1", "--slots", "1"));
        arguments.addAll(List.of("--port", "0", "--data", data.toString(), "--store", "none"));
        arguments.addAll(List.of("--name", "n" + node.number, "--cluster-name", name));
        arguments.addAll(List.of("--cluster-size", Integer.toString(SIZE)));
        arguments.addAll(List.of("--member-port", memberPorts.get(node.number).toString()));
        arguments.addAll(List.of("--cluster-secret-file", folder.resolve("secret").toString()));
        memberPorts.forEach(port -> arguments.addAll(List.of("--join", "127.0.0.1:" + port)));
        ProcessBuilder builder =
                new ProcessBuilder(
                        JavaCommand.ofThisProcess(GridmillMain.class.getName()).line(arguments));
        builder.environment().put("GRIDMILL_HEALTH_FOREIGN_CPU", "1");
        builder.environment().put("GRIDMILL_HEALTH_FOREIGN_LOAD", "1000");
        Path said = folder.resolve("said-" + node.number);
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
                        .start();
        node.process = process;
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || Files.exists(data.resolve("server")));
        assertThat(process.isAlive()).as("%s", Files.readString(said)).isTrue();
        DataDirectory left = new DataDirectory(data);
        URI server = left.server().orElseThrow();
        node.client = new GridClient(server, left.token().orElseThrow());
    }

    private void awaitWhole(One node, int members) {
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(
                        e -> e instanceof GridException || e instanceof ServerUnreachableException)
                .until(
                        () -> {
                            GridClient client = node.client;
                            return client != null
                                    && client.cluster().nodes() == members
                                    && client.cluster().safe();
                        });
    }

    /** Below the ports of outgoing connections, one of which could take it before it is used. */
    private static ServerSocket bound() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException _) {
                // Somebody listens there: another one.
            }
        }
    }

    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < SIZE; i++) {
                sockets.add(bound());
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Override
    public void close() {
        for (One node : nodes) {
            GridClient client = node.client;
            if (client != null) {
                client.close();
            }
            Process process = node.process;
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }
}
