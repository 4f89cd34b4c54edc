package io.gridmill.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.durable.Document;
import io.gridmill.durable.Moment;
import io.gridmill.durable.RecordJson;
import io.gridmill.durable.StoreWriter;
import io.gridmill.job.DataRef;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.settings.LiveSettings;
import org.jspecify.annotations.Nullable;

/** What is kept beside jobs: schedules, and notes about the grid. Nothing without a store. */
public final class StoredDocuments implements ScheduleStore.Keeping {
    private final @Nullable StoreWriter writer;
    private final @Nullable StoreDurability durability;
    private final Runnable checkReady;

    StoredDocuments(
            @Nullable StoreWriter writer,
            @Nullable StoreDurability durability,
            Runnable checkReady) {
        this.writer = writer;
        this.durability = durability;
        this.checkReady = checkReady;
    }

    @Override
    public void keep(String name, ScheduleRecord record, boolean waits) {
        String json = RecordJson.write(record).toString();
        Document document = new Document(Recovery.SCHEDULE, name, record.version(), json);
        if (waits && durability != null) {
            durability.await(new Moment.Documented(document));
        } else {
            write(new Moment.Documented(document));
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
