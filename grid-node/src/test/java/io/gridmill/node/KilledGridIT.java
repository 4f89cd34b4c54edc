package io.gridmill.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code kill -9} of all nodes of a grid in the middle of a job, at a random moment, and a new grid on
 * the same store: the job goes on and every task has exactly one accepted result. Two rounds, or as
 * many as {@code -Dgridmill.restart.rounds} says; a failure names its seed.
 */
class KilledGridIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledGridIT.class);
    private static final int TASKS = 1_500;
    private static final String JOB = "{\"tasks\":" + TASKS + ",\"sleepMillis\":5}";
    private static final int ROUNDS = Integer.getInteger("gridmill.restart.rounds", 2);
    private static final long SEED =
            Long.getLong("gridmill.restart.seed", System.currentTimeMillis());

    @TempDir Path data;

    @Test
    void everyTaskHasOneResultAlsoAfterAllNodesWereKilled() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<ChildNode> nodes = start();
        List<Long> millis = new ArrayList<>();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String about = "round " + round + " of seed " + SEED;
                long moment = random.nextLong(TASKS);
                String id = nodes.getFirst().ask("submit " + JOB);
                awaitSucceeded(nodes.getFirst(), id, moment);
                nodes.forEach(ChildNode::kill);
                nodes.forEach(ChildNode::close);
                long begun = System.nanoTime();
                nodes = start();
                awaitGoing(nodes.getFirst(), id);
                millis.add((System.nanoTime() - begun) / 1_000_000);
                String end = nodes.getLast().ask("end " + id);
                assertTrue(
                        end.startsWith("SUCCEEDED succeeded=" + TASKS + " "), about + ": " + end);
                String attempts = nodes.getFirst().ask("attempts " + id);
                assertTrue(attempts.startsWith("once=" + TASKS + " "), about + ": " + attempts);
            }
        } finally {
            nodes.forEach(ChildNode::close);
        }
        LOG.warn(
                "From start to first task running again, ms: {}",
                millis.stream().sorted().toList());
    }

    private static void awaitGoing(ChildNode node, String id) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> node.ask("going " + id).equals("true"));
    }

    private static void awaitSucceeded(ChildNode node, String id, long wanted) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> Long.parseLong(node.ask("succeeded " + id)) >= wanted);
    }

    private List<ChildNode> start() throws IOException {
        String cluster = "test-" + UUID.randomUUID();
        List<Integer> ports = TestGrid.freePorts(3);
        String members = String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        String store = data.resolve("grid.db").toString();
        List<ChildNode> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "node-" + (i + 1);
            nodes.add(new ChildNode(name, cluster, ports.get(i), data, members, store));
        }
        for (ChildNode node : nodes) {
            assertEquals("ready", node.answer());
        }
        return nodes;
    }
}
