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
 * Nodes as processes that are started again when they die, and a task that ends the process it runs
 * in: it is found guilty, and the job goes on without it.
 */
class PoisonedProcessIT {
    private static final int TASKS = 200;

    @TempDir Path data;

    private final String cluster = "test-" + UUID.randomUUID();
    private final List<ChildNode> nodes = new ArrayList<>();
    private List<Integer> ports = List.of();
    private int deaths;

    @Test
    void aTaskThatKillsNodesIsGivenUp() throws Exception {
        ports = TestGrid.freePorts(4);
        // The first one has no slots to speak of: it is asked, and so must not die.
        for (int i = 0; i < ports.size(); i++) {
            nodes.add(started(i));
        }
        for (ChildNode node : nodes) {
            assertEquals("ready", node.answer());
        }
        ChildNode asked = nodes.getFirst();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> asked.ask("nodes").equals("4"));
            asked.ask("slots 0");
            String id =
                    asked.ask(
                            "moody {\"tasks\":"
                                    + TASKS
                                    + ",\"failEvery\":1,\"sleepMillis\":20,\"halt\":50}");
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> respawned() && asked.ask("ended " + id).equals("true"));
            String end = asked.ask("end " + id);
            assertTrue(end.startsWith("SUCCEEDED succeeded=" + (TASKS - 1) + " "), end);
            assertTrue(end.endsWith("retried=0"), "no retry is used up: " + end);
            assertEquals("[50 poison]", asked.ask("failed " + id));
            assertTrue(deaths >= 3, deaths + " nodes died of it");
        } finally {
            nodes.forEach(ChildNode::close);
        }
    }

    /** Starts again what has died; true. */
    private boolean respawned() throws IOException {
        for (int i = 1; i < nodes.size(); i++) {
            if (!nodes.get(i).alive()) {
                deaths++;
                nodes.set(i, started(i));
            }
        }
        return true;
    }

    private ChildNode started(int place) throws IOException {
        String members = String.join(",", ports.stream().map(port -> "127.0.0.1:" + port).toList());
        String name = "node-" + (place + 1) + "-" + deaths;
        return new ChildNode(name, cluster, ports.get(place), data, members);
    }
}
