package io.gridmill.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.durable.Document;
import io.gridmill.durable.DurableStore;
import io.gridmill.durable.Moment;
import io.gridmill.durable.RecordJson;
import io.gridmill.durable.StoreException;
import io.gridmill.durable.StoreWriter;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.settings.LiveSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept beside jobs: schedules, and notes about the grid. Nothing without a store. */
public final class StoredDocuments implements ScheduleStore.Keeping {
    private final @Nullable DurableStore store;
    private final @Nullable StoreWriter writer;
    private final @Nullable StoreDurability durability;
    private final Runnable checkReady;

    StoredDocuments(
            @Nullable DurableStore store,
            @Nullable StoreWriter writer,
            @Nullable StoreDurability durability,
            Runnable checkReady) {
        this.store = store;
        this.writer = writer;
        this.durability = durability;
        this.checkReady = checkReady;
    }

    @Override
    public void keep(String name, ScheduleRecord record) {
        if (durability != null) {
            durability.await(new Moment.Documented(document(name, record)));
        }
    }

    @Override
    public void noteStep(String name, ScheduleRecord record) {
        write(new Moment.Redocumented(document(name, record)));
    }

    private static Document document(String name, ScheduleRecord record) {
        String json = RecordJson.write(record).toString();
        return new Document(Recovery.SCHEDULE, name, record.version(), json);
    }

    @Override
    public @Nullable ScheduleRecord kept(String name) {
        return kept(Recovery.SCHEDULE, name, ScheduleRecord.class);
    }

    /** The live settings as they are kept; null where none are. */
    public @Nullable LiveSettings keptSettings() {
        return kept(Recovery.SETTINGS, Recovery.SETTINGS, LiveSettings.class);
    }

    private <T extends Record> @Nullable T kept(String kind, String key, Class<T> type) {
        if (store == null) {
            return null;
        }
        try {
            for (Document document : store.documents(kind)) {
                if (document.key().equals(key)) {
                    return LostDocuments.read(document, type);
                }
            }
            return null;
        } catch (StoreException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, e.getMessage() + "; repeat it", List.of(), e);
        }
    }

    @Override
    public void forget(String name) {
        if (durability != null) {
            checkReady.run();
            durability.await(new Moment.Undocumented(Recovery.SCHEDULE, name));
            write(new Moment.Undocumented(Recovery.SCHEDULE_INPUT, name));
        }
    }

    /** Keeps live settings; when this returns they outlive this grid where there is a store. */
    public void keep(LiveSettings settings) {
        if (durability != null) {
            String json = RecordJson.write(settings).toString();
            Document document =
                    new Document(Recovery.SETTINGS, Recovery.SETTINGS, settings.version(), json);
            durability.await(new Moment.Documented(document));
        }
    }

    /**
     * Keeps which blob the jobs of a schedule read, so that it is there after a full stop.
     *
     * @param blob null for none
     * @param reference that keeps the blob
     */
    public void scheduleInput(String schedule, DataRef.@Nullable Blob blob, String reference) {
        if (blob == null) {
            write(new Moment.Undocumented(Recovery.SCHEDULE_INPUT, schedule));
            return;
        }
        String json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("digest", blob.digest())
                        .put("size", blob.size())
                        .put("reference", reference)
                        .toString();
        note(Recovery.SCHEDULE_INPUT, schedule, json);
    }

    /** Keeps a note about the grid, some time soon. */
    void note(String kind, String key, String json) {
        write(new Moment.Documented(new Document(kind, key, 1, json)));
    }

    private void write(Moment moment) {
        if (writer != null) {
            var _ = writer.write(moment);
        }
    }
}
