package io.gridmill.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.cluster.store.GridMarks;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.durable.Document;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.RecordJson;
import io.gridmill.durable.StoreException;
import io.gridmill.job.DataRef;
import io.gridmill.job.GridException;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.settings.LiveSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings documents of the store into the grid where they are not there: all of them at a full start,
 * those that were lost while it runs. What is there stays, so it may be repeated, also by several
 * threads and members at once. Thread-safe; waits.
 */
final class LostDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(LostDocuments.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DurableStore store;
    private final Grid grid;
    private final Restoring restoring;

    /** Where they stand in the grid. */
    record Grid(GridMarks marks, ScheduleStore schedules, SettingsStore settings) {}

    LostDocuments(DurableStore store, Grid grid, Restoring restoring) {
        this.store = store;
        this.grid = grid;
        this.restoring = restoring;
    }

    /** The record that a document holds. */
    static <T extends Record> T read(Document document, Class<T> type) throws StoreException {
        try {
            return RecordJson.read(JSON.readTree(document.json()), type);
        } catch (IOException e) {
            String what = "The " + document.kind() + " " + document.key();
            throw new StoreException(what + " cannot be read: " + e.getMessage(), false, e);
        }
    }

    /** Brings back the live settings. */
    void settings() throws StoreException {
        for (Document document : store.documents(Recovery.SETTINGS)) {
            grid.settings.restore(read(document, LiveSettings.class));
        }
    }

    /** Brings back who accepted which losses. */
    void losses() throws StoreException {
        for (Document loss : store.documents(AcceptedLosses.KIND)) {
            grid.marks.note(AcceptedLosses.KIND, loss.key(), loss.json());
        }
    }

    /**
     * Brings back the schedules, after the jobs: whether the last job of one runs is to be known.
     *
     * @return how many were not there
     */
    int schedules() throws StoreException {
        Map<String, ScheduleRecord> back = new HashMap<>();
        for (Document document : store.documents(Recovery.SCHEDULE)) {
            ScheduleRecord kept = read(document, ScheduleRecord.class);
            if (grid.schedules.restore(document.key(), kept)) {
                back.put(document.key(), kept);
            }
        }
        if (back.isEmpty()) {
            return 0;
        }
        Map<String, ScheduleRecord> deleted = new HashMap<>(back);
        store.documents(Recovery.SCHEDULE).forEach(still -> deleted.remove(still.key()));
        // They were deleted between the two looks.
        deleted.forEach(grid.schedules::takeBack);
        return back.size() - deleted.size();
    }

    /** Which bytes the jobs of schedules read. */
    List<Document> inputs() throws StoreException {
        return store.documents(Recovery.SCHEDULE_INPUT);
    }

    /** What the jobs of a schedule read is to be there for the next one; whether it is. */
    boolean inputFound(Document input) {
        try {
            JsonNode blob = JSON.readTree(input.json());
            if (grid.schedules.read(input.key()) == null) {
                return true;
            }
            return restoring.has(
                    new DataRef.Blob(blob.path("digest").asText(), blob.path("size").asLong()),
                    blob.path("reference").asText());
        } catch (IOException | GridException | CompletionException e) {
            LOG.debug("The input of schedule {} is looked for again", input.key(), e);
            return false;
        }
    }
}
