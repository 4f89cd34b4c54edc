package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridmill.cli.local.JavaCommand;
import io.gridmill.client.GridClient;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.report.NodeStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** {@code gridmill up} as a user starts it, in a process of its own. */
record RunningUp(Path folder, Process process, GridClient client) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Starts it with one slot per node and waits until all nodes are there. */
    static RunningUp start(Path folder, int nodes) throws IOException {
        return start(folder, nodes, List.of(), List.of());
    }

    /** The same with further options of the virtual machine and of {@code up}. */
    static RunningUp start(Path folder, int nodes, List<String> java, List<String> further)
            throws IOException {
        String count = Integer.toString(nodes);
        Path data = folder.resolve("data");
        List<String> arguments = new ArrayList<>(further);
        arguments.addFirst("up");
        arguments.addAll(List.of("--nodes", count, "--slots", count, "--port", "0", "--data"));
        arguments.add(data.toString());
        JavaCommand own = JavaCommand.ofThisProcess(GridmillMain.class.getName());
        List<String> command = own.line(arguments);
        command.addAll(1 + own.options().size(), java);
        ProcessBuilder builder = new ProcessBuilder(command);
        // The tests' own load on the machine is no reason to take no work.
        builder.environment().put("GRIDMILL_HEALTH_FOREIGN_CPU", "1");
        builder.environment().put("GRIDMILL_HEALTH_FOREIGN_LOAD", "1000");
        Process process =
                builder.redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || Files.exists(data.resolve("server")));
        assertThat(process.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
        DataDirectory left = new DataDirectory(data);
        URI server = left.server().orElseThrow();
        RunningUp up =
                new RunningUp(folder, process, new GridClient(server, left.token().orElseThrow()));
        try {
            patiently()
                    .until(
                            () ->
                                    up.client.cluster().nodes() == nodes
                                            && up.client.cluster().safe());
        } catch (ConditionTimeoutException e) {
            String is = up.client.cluster() + "\n" + up.said("err");
            up.close();
            throw new AssertionError("The nodes did not all come up safely: " + is, e);
        }
        return up;
    }

    /** Waits long; while the cluster changes, the grid may say "unavailable, repeat". */
    static ConditionFactory patiently() {
        return await().atMost(PATIENCE)
                .ignoreExceptionsMatching(
                        e -> e instanceof GridException g && g.code() == ErrorCode.UNAVAILABLE);
    }

    DataDirectory data() {
        return new DataDirectory(folder.resolve("data"));
    }

    /** What it printed to {@code out} or {@code err}. */
    String said(String stream) throws IOException {
        return Files.readString(folder.resolve(stream), StandardCharsets.UTF_8);
    }

    /** Process ids of all nodes. */
    List<Long> pids() {
        return client.nodes().stream().map(NodeStatus::pid).toList();
    }

    /** Process id of a node; 0 while it is not there. */
    long pid(String node) {
        return client.nodes().stream()
                .filter(one -> one.name().equals(node))
                .mapToLong(NodeStatus::pid)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        client.close();
        process.toHandle().destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
