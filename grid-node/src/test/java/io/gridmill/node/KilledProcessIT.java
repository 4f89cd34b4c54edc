package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
                            .filter(node -> driver.startsWith("by " + node.name()))
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
                            .filter(node -> !driver.startsWith("by " + node.name()))
                            .findFirst()
                            .orElseThrow();
                });
    }

    private interface Choice {
        ChildNode of(List<ChildNode> nodes, String job) throws IOException;
    }

    private void killed(Choice victim) throws Exception {
        List<ChildNode> nodes = start();
        try {
            String id = nodes.getFirst().ask("submit " + JOB);
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    Long.parseLong(nodes.getFirst().ask("succeeded " + id))
                                            > TASKS / 4);
            ChildNode chosen = victim.of(nodes, id);
            chosen.kill();
            ChildNode survivor =
                    nodes.stream().filter(node -> node != chosen).findFirst().orElseThrow();
            String end = survivor.ask("end " + id);
            assertTrue(end.startsWith("SUCCEEDED succeeded=" + TASKS + " "), end);
            assertTrue(end.endsWith("retried=0"), end);
            String attempts = survivor.ask("attempts " + id);
            assertTrue(attempts.startsWith("once=" + TASKS + " "), attempts);
            assertEquals("2", survivor.ask("nodes"));
        } finally {
            nodes.forEach(ChildNode::close);
        }
    }

    private List<ChildNode> start() throws IOException {
        String cluster = "test-" + UUID.randomUUID();
        List<Integer> ports = TestGrid.freePorts(3);
        String members = String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        List<ChildNode> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(new ChildNode("node-" + (i + 1), cluster, ports.get(i), data, members));
        }
        for (ChildNode node : nodes) {
            assertEquals("ready", node.answer());
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> nodes.stream().allMatch(KilledProcessIT::seesThree));
        return nodes;
    }

    private static boolean seesThree(ChildNode node) {
        try {
            return node.ask("nodes").equals("3");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
