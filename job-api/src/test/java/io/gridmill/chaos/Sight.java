package io.gridmill.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;

/**
 * What a node says of the grid.
 *
 * @param nodes how many it sees, itself too; 0 where it does not answer
 * @param below whether it says that too few are in reach to decide
 * @param working whether a task runs or has ended on the nodes now present
 */
record Sight(int nodes, boolean below, boolean working) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    static Sight of(GridProcess node) {
        try {
            Api.Answer answer = node.api().get("/api/v1/cluster", PATIENCE);
            if (!answer.good()) {
                return new Sight(0, answer.problem().equals("below-quorum"), false);
            }
            JsonNode cluster = answer.json();
            boolean working =
                    cluster.path("running").asLong() > 0 || cluster.path("tasksDone").asLong() > 0;
            boolean below = cluster.path("quorum").asText().equals("below");
            return new Sight(cluster.path("nodes").asInt(), below, working);
        } catch (IOException _) {
            return new Sight(0, false, false);
        }
    }
}
