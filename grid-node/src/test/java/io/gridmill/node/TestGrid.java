package io.gridmill.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.health.HealthLimits;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.RetryRule;
import io.gridmill.report.JobStatus;
import io.gridmill.task.TaskType;
import io.gridmill.task.TaskTypes;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Members in this process, each with a directory of its own, under a name nobody else joins. */
final class TestGrid implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<GridNode> nodes = new ArrayList<>();
    private final List<GridConfig.Cluster> clusters = new ArrayList<>();

    private TestGrid() {}

    /** One node alone. */
    static TestGrid alone(Path data, UnaryOperator<GridConfig> change, TaskType<?, ?, ?>... more) {
        TestGrid grid = new TestGrid();
        GridConfig config = quiet().alone().withSlots(2).withData(data);
        grid.nodes.add(GridNode.start(change.apply(config), types(more)));
        return grid;
    }

    /** So many members that know each other's addresses. */
    static TestGrid of(int size, Path data, TaskType<?, ?, ?>... more) throws IOException {
        return of(data, Collections.nCopies(size, config -> config), more);
    }

    /** A member for each change of the usual configuration. */
    static TestGrid of(
            Path data, List<UnaryOperator<GridConfig>> changes, TaskType<?, ?, ?>... more)
            throws IOException {
        TestGrid grid = new TestGrid();
        String name = "test-" + UUID.randomUUID();
        List<Integer> ports = freePorts(changes.size());
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        for (int i = 0; i < changes.size(); i++) {
            GridConfig.Cluster cluster =
                    new GridConfig.Cluster(
                            true,
                            name,
                            "127.0.0.1",
                            ports.get(i),
                            members,
                            2,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(5));
            GridConfig config =
                    quiet().withNodeName("node-" + (i + 1))
                            .withSlots(2)
                            .withData(data.resolve("node-" + (i + 1)))
                            .withCluster(cluster);
            grid.clusters.add(cluster);
            grid.nodes.add(GridNode.start(changes.get(i).apply(config), types(more)));
        }
        return grid;
    }

    /** One more member joins. */
    GridNode join(Path data, UnaryOperator<GridConfig> change, TaskType<?, ?, ?>... more)
            throws IOException {
        GridConfig.Cluster first = clusters.getFirst();
        int port = freePorts(1).getFirst();
        String name = "node-" + (nodes.size() + 1);
        GridConfig config =
                quiet().withNodeName(name)
                        .withSlots(2)
                        .withData(data.resolve(name))
                        .withCluster(
                                new GridConfig.Cluster(
                                        true,
                                        first.name(),
                                        first.host(),
                                        port,
                                        first.members(),
                                        first.backups(),
                                        first.heartbeatInterval(),
                                        first.failureAfter()));
        GridNode node = GridNode.start(change.apply(config), types(more));
        nodes.add(node);
        return node;
    }

    /** Untouched by what else the machine does, and quick to close. */
    static GridConfig quiet() {
        GridConfig defaults = GridConfig.defaults();
        return defaults.withHealth(HealthLimits.off())
                .withLimits(defaults.limits().withShutdownGrace(Duration.ZERO));
    }

    /** The types on the class path, and more. */
    static TaskTypes types(TaskType<?, ?, ?>... more) {
        List<TaskType<?, ?, ?>> all = new ArrayList<>(TaskTypes.load().all());
        all.addAll(List.of(more));
        return TaskTypes.of(all);
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

    static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(bound());
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    GridNode node(int index) {
        return nodes.get(index);
    }

    GridNode first() {
        return nodes.getFirst();
    }

    List<GridNode> nodes() {
        return nodes;
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static JobRequest request(String type, String parameters) {
        return JobRequest.of(type, json(parameters), InputData.none());
    }

    /** A request whose failures are retried at once. */
    static JobRequest impatient(JobRequest request, int maxAttempts) {
        RetryRule rule =
                new RetryRule(
                        maxAttempts, Duration.ofMillis(10), 1.0, Duration.ofMillis(10), List.of());
        return request.with(change -> change.retry(rule));
    }

    /** Submits at a node and waits for the end. */
    static JobStatus run(GridNode node, JobRequest request) throws InterruptedException {
        String id = node.submit(request, "tester", null).job().id();
        return node.awaitEnd(id, PATIENCE);
    }

    static byte[] result(GridNode node, String id) throws IOException {
        try (InputStream in = node.result(id).open(0, Long.MAX_VALUE)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        nodes.forEach(GridNode::close);
    }
}
