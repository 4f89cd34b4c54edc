package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes as processes, 2,000 tasks of 10 ms, and {@code kill -9} of one of them: the one that
 * took the submission, the one that drives the job, and one that is neither.
 */
class KilledProcessIT {
    private static final int TASKS = 2_000;
    private static final String JOB = "{\"tasks\":" + TASKS + ",\"sleepMillis\":10}";

    @TempDir Path data;

    /** A node in a process of its own. */
    private static final class Node implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final OutputStream commands;
        private final String name;

        Node(String name, String cluster, int port, Path data, String members) throws IOException {
            this.name = name;
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                // The test's own agent and heap are not for its children.
                if (!option.startsWith("-javaagent") && !option.startsWith("-Xmx")) {
                    command.add(option);
                }
            }
            command.addAll(
                    List.of(
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NodeProcess.class.getName(),
                            name,
                            cluster,
                            Integer.toString(port),
                            data.resolve(name).toString(),
                            members));
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            answers =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            commands = process.getOutputStream();
        }

        String answer() throws IOException {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith("> ")) {
                    return line.substring(2);
                }
            }
            throw new IOException(name + " ended");
        }

        String ask(String command) throws IOException {
            commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
            return answer();
        }

        void kill() {
            process.destroyForcibly();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void theOneThatTookTheSubmission() throws Exception {
        killed((nodes, _) -> nodes.getFirst());
    }

    @Test
    void theOneThatDrivesTheJob() throws Exception {
        killed(
                (nodes, id) -> {
                    String driver = nodes.getFirst().ask("driver " + id);
                    return nodes.stream()
                            .filter(node -> driver.startsWith("by " + node.name))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException(driver));
                });
    }

    @Test
    void oneThatDoesNeither() throws Exception {
        killed(
                (nodes, id) -> {
                    String driver = nodes.getFirst().ask("driver " + id);
                    return nodes.stream()
                            .skip(1)
                            .filter(node -> !driver.startsWith("by " + node.name))
                            .findFirst()
                            .orElseThrow();
                });
    }

    private interface Choice {
        Node of(List<Node> nodes, String job) throws IOException;
    }

    private void killed(Choice victim) throws Exception {
        List<Node> nodes = start();
        try {
            String id = nodes.getFirst().ask("submit " + JOB);
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    Long.parseLong(nodes.getFirst().ask("succeeded " + id))
                                            > TASKS / 4);
            Node chosen = victim.of(nodes, id);
            chosen.kill();
            Node survivor = nodes.stream().filter(node -> node != chosen).findFirst().orElseThrow();
            String end = survivor.ask("end " + id);
            assertTrue(end.startsWith("SUCCEEDED succeeded=" + TASKS + " "), end);
            assertTrue(end.endsWith("retried=0"), end);
            String attempts = survivor.ask("attempts " + id);
            assertTrue(attempts.startsWith("once=" + TASKS + " "), attempts);
            assertEquals("2", survivor.ask("nodes"));
        } finally {
            nodes.forEach(Node::close);
        }
    }

    private List<Node> start() throws IOException {
        String cluster = "test-" + UUID.randomUUID();
        List<Integer> ports = TestGrid.freePorts(3);
        String members = String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(new Node("node-" + (i + 1), cluster, ports.get(i), data, members));
        }
        for (Node node : nodes) {
            assertEquals("ready", node.answer());
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> nodes.stream().allMatch(KilledProcessIT::seesThree));
        return nodes;
    }

    private static boolean seesThree(Node node) {
        try {
            return node.ask("nodes").equals("3");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
