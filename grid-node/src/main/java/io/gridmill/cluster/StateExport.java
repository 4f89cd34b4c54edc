package io.gridmill.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.members.Members;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.durable.RecordJson;
import io.gridmill.durable.StoredText;
import io.gridmill.job.DataRef;
import io.gridmill.job.JobFilter;
import io.gridmill.job.JobRecord;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.settings.LiveSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes all that a grid knows as lines of JSON: a header, schedules, and for each job its record, its
 * bytes, its blocks and a line that ends it. A block at a time is in memory. For one thread and one
 * use.
 */
final class StateExport {
    /** Rises when a reader of the format before would misread what is written now. */
    static final int FORMAT = 1;

    static final int CHUNK = 768 * 1024;
    private static final int PAGE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sources from;
    private final OutputStream out;
    private final Set<String> written = new HashSet<>();
    private long jobs;

    /** Where it is read. */
    record Sources(
            Ledger ledger,
            Members members,
            BlobStore blobs,
            ScheduleStore schedules,
            SettingsStore settings) {}

    StateExport(Sources from, OutputStream out) {
        this.from = from;
        this.out = out;
    }

    void write(String version) throws IOException {
        line(JSON.createObjectNode().put("gridmill", version).put("format", FORMAT));
        LiveSettings settings = from.settings.read();
        if (settings.version() > 0) {
            line(JSON.createObjectNode().set("settings", RecordJson.write(settings)));
        }
        for (ScheduleRecord schedule : from.schedules.all()) {
            ObjectNode line = JSON.createObjectNode().put("schedule", schedule.schedule().name());
            line.set("record", RecordJson.write(schedule));
            line(line);
        }
        jobs(null);
        line(JSON.createObjectNode().put("jobs", jobs));
    }

    /** All jobs that are steps of one, or of none. */
    private void jobs(@Nullable String parent) throws IOException {
        JobFilter.Position after = null;
        List<JobRecord> page;
        do {
            page = from.members.jobs(new JobFilter(null, null, Map.of(), parent, after, PAGE));
            for (JobRecord job : page) {
                after = new JobFilter.Position(job.spec().created(), job.id());
                if (job.spec().graph() != null) {
                    jobs(job.id());
                }
                job(job);
            }
        } while (page.size() == PAGE);
    }

    private void job(JobRecord job) throws IOException {
        ObjectNode line = JSON.createObjectNode().put("job", job.id());
        line.set("record", StoredText.json(job));
        line(line);
        bytes(job.spec().input());
        bytes(job.outcome() == null ? null : job.outcome().result());
        int end = job.blocks() + (job.spec().open() ? 1 : 0);
        for (int number = 0; number < end; number++) {
            TaskBlock block = from.ledger.block(new BlockKey(job.id(), number));
            if (block != null) {
                block(job, number, block);
            }
        }
        line(JSON.createObjectNode().put("end", job.id()));
        written.clear();
        jobs++;
    }

    private void block(JobRecord job, int number, TaskBlock block) throws IOException {
        if (block.folded() || job.state().ended()) {
            bytes(block.partial());
            for (int i = 0; i < block.head().size(); i++) {
                bytes(block.result(i));
            }
            ObjectNode line = JSON.createObjectNode().put("block", number);
            line.set("record", StoredText.json(block));
            line(line);
        } else if (job.spec().open() && block.head().items() != null) {
            ObjectNode line = JSON.createObjectNode().put("added", number);
            for (byte[] item : block.head().items()) {
                line.withArray("items").add(item);
            }
            line(line);
        }
    }

    /** Large bytes in chunks, once for each job. */
    private void bytes(@Nullable DataRef data) throws IOException {
        if (!(data instanceof DataRef.Blob blob) || !written.add(blob.digest())) {
            return;
        }
        line(JSON.createObjectNode().put("bytes", blob.digest()).put("size", blob.size()));
        try (InputStream in = from.blobs.open(blob.digest(), 0, blob.size())) {
            for (byte[] chunk = in.readNBytes(CHUNK);
                    chunk.length > 0;
                    chunk = in.readNBytes(CHUNK)) {
                line(JSON.createObjectNode().put("chunk", chunk));
            }
        }
    }

    private void line(ObjectNode node) throws IOException {
        out.write(node.toString().getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
