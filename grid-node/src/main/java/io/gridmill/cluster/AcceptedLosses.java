package io.gridmill.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.cluster.store.GridMarks;
import io.gridmill.report.RecoveryStatus.AcceptedLoss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who vouched when that which nodes were lost for good: kept with the grid, and in its store where it
 * has one. Thread-safe.
 */
public final class AcceptedLosses {
    /** Kind of the store's documents. */
    static final String KIND = "accepted-loss";

    private static final Logger LOG = LoggerFactory.getLogger(AcceptedLosses.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GridMarks marks;
    private final GridStore store;

    AcceptedLosses(GridMarks marks, GridStore store) {
        this.marks = marks;
        this.store = store;
    }

    /** All of them, oldest first. */
    public List<AcceptedLoss> all() {
        List<AcceptedLoss> all = new ArrayList<>();
        for (String line : marks.notes(KIND)) {
            try {
                all.add(read(JSON.readTree(line)));
            } catch (JsonProcessingException | RuntimeException e) {
                LOG.warn("What was noted of an accepted loss cannot be read: {}", line, e);
            }
        }
        return all;
    }

    /** Keeps one. */
    public void keep(AcceptedLoss loss) {
        String key = String.format("%020d", loss.time().toEpochMilli());
        String line = line(loss);
        marks.note(KIND, key, line);
        store.documents().note(KIND, key, line);
    }

    private static String line(AcceptedLoss loss) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", loss.time().toString());
        line.put("user", loss.user());
        line.put("node", loss.node());
        line.put("members", loss.members());
        line.put("expected", loss.expected());
        loss.missing().forEach(line.putArray("missing")::add);
        return line.toString();
    }

    private static AcceptedLoss read(JsonNode line) {
        List<String> missing = new ArrayList<>();
        line.path("missing").forEach(name -> missing.add(name.asText()));
        return new AcceptedLoss(
                Instant.parse(line.path("time").asText()),
                line.path("user").asText(),
                line.path("node").asText(),
                line.path("members").asInt(),
                line.path("expected").asInt(),
                missing);
    }
}
