package io.gridmill.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.cluster.blob.BlobSink;
import io.gridmill.cluster.blob.BlobStore;
import io.gridmill.cluster.store.Ledger;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.cluster.store.SettingsStore;
import io.gridmill.durable.RecordJson;
import io.gridmill.durable.StoredText;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobRecovery;
import io.gridmill.ledger.BlockGrowth;
import io.gridmill.ledger.BlockKey;
import io.gridmill.ledger.TaskBlock;
import io.gridmill.report.StateCounts;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.settings.LiveSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Brings in what {@link StateExport} wrote. A job that is there already stays as it is, so the same
 * may be brought in twice; one that was deleted comes back, as somebody asked for it. A line at a
 * time is in memory. For one thread and one use.
 */
final class StateImport {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A block of 1,024 tasks with the largest results that stand in a block. */
    private static final int LONGEST_LINE = 64 << 20;

    private final Targets to;
    private final BufferedReader in;
    private int number;
    private long jobs;
    private long known;
    private long schedules;

    /** Where it is written. */
    record Targets(
            GridStore store,
            Ledger ledger,
            BlobStore blobs,
            ScheduleStore schedules,
            SettingsStore settings) {}

    StateImport(Targets to, InputStream in) {
        this.to = to;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /**
     * Reads to the end.
     *
     * @throws GridException BAD_REQUEST naming the line that is not right; what came before is there
     */
    StateCounts read() throws IOException {
        JsonNode header = line();
        if (header == null || !header.path("gridmill").isTextual()) {
            throw bad("is no header: this was not written by gridmill export");
        }
        if (header.path("format").asInt() != StateExport.FORMAT) {
            throw bad(
                    "says format "
                            + header.path("format")
                            + ", this version reads "
                            + StateExport.FORMAT
                            + "; use the version that wrote it");
        }
        while (true) {
            JsonNode line = line();
            if (line == null) {
                throw bad("is missing: the end is cut off; what came before it is there");
            }
            if (line.has("jobs")) {
                return new StateCounts(jobs, known, schedules);
            }
            one(line);
        }
    }

    private void one(JsonNode line) throws IOException {
        try {
            if (line.has("settings")) {
                settings(RecordJson.read(line.path("settings"), LiveSettings.class));
            } else if (line.has("schedule")) {
                String name = line.path("schedule").asText();
                to.schedules.bring(
                        name, RecordJson.read(line.path("record"), ScheduleRecord.class));
                schedules++;
            } else if (line.has("job")) {
                job(StoredText.job(line.path("record")));
            } else {
                throw bad("is of no known kind");
            }
        } catch (JsonProcessingException e) {
            throw bad(e.getOriginalMessage());
        } catch (CompletionException e) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, "The grid did not answer; repeat it", List.of(), e);
        }
    }

    /** What was changed here stays as it is. */
    private void settings(LiveSettings brought) {
        if (to.settings.read().version() == 0) {
            to.store.documents().keep(brought);
            to.settings.restore(brought);
        }
    }

    private void job(JobRecord stored) throws IOException {
        // What was deleted here stays deleted, whatever an old file says.
        boolean there = to.ledger.job(stored.id()) != null || to.store.wasDeleted(stored.id());
        JobRecord again = JobRecovery.again(stored, 0, null, to.ledger.now());
        if (!there) {
            to.store.keep(again);
        }
        long tasks = 0;
        for (JsonNode line = line(); line != null && !line.has("end"); line = line()) {
            if (line.has("bytes")) {
                bytes(stored.id(), line, there);
            } else if (!there) {
                tasks = Math.max(tasks, block(stored, line));
            }
        }
        if (there) {
            known++;
            return;
        }
        boolean open = stored.spec().open() && !stored.state().ended();
        to.ledger.create(JobRecovery.again(stored, open ? tasks : 0, null, to.ledger.now()));
        jobs++;
    }

    /** Number of tasks up to the end of the block. */
    private long block(JobRecord job, JsonNode line) throws IOException {
        boolean added = line.has("added");
        BlockKey key = new BlockKey(job.id(), line.path(added ? "added" : "block").asInt(-1));
        if (key.number() < 0) {
            throw bad("is no block");
        }
        TaskBlock block;
        if (added) {
            List<byte[]> items = new ArrayList<>();
            for (JsonNode item : line.path("items")) {
                items.add(item.binaryValue());
            }
            to.store.keeping().keep(key, 0, items);
            block =
                    BlockGrowth.kept(
                            job.plan().first(key.number()),
                            job.progress().generation(),
                            job.plan().blockSize(),
                            items);
        } else {
            block = StoredText.block(line.path("record"));
            to.store.keep(key, block);
        }
        to.ledger.create(key, block).toCompletableFuture().join();
        return block.head().first() + block.head().size();
    }

    /** Large bytes; read also where nobody needs them, to come to what follows. */
    private void bytes(String job, JsonNode line, boolean there) throws IOException {
        String digest = line.path("bytes").asText();
        long left = line.path("size").asLong();
        try (BlobSink sink = there ? null : to.blobs.create(job + "/imported")) {
            while (left > 0) {
                JsonNode chunk = line();
                byte[] bytes = chunk == null ? null : chunk.path("chunk").binaryValue();
                if (bytes == null || bytes.length == 0 || bytes.length > left) {
                    throw bad("is no chunk of the bytes " + digest);
                }
                left -= bytes.length;
                if (sink != null) {
                    sink.write(bytes);
                }
            }
            if (sink != null) {
                sink.commit(digest);
            }
        }
    }

    private @Nullable JsonNode line() throws IOException {
        String text = text();
        number++;
        try {
            return text == null ? null : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw bad("is no JSON: " + e.getOriginalMessage());
        }
    }

    /** A line; bounded, as nobody says that what comes has any. */
    private @Nullable String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return text.toString();
            }
            text.append((char) next);
            if (text.length() > LONGEST_LINE) {
                throw new GridException(
                        ErrorCode.TOO_LARGE,
                        "A line has more than "
                                + LONGEST_LINE
                                + " characters, which no export has");
            }
        }
        return text.isEmpty() ? null : text.toString();
    }

    private GridException bad(String what) {
        return new GridException(ErrorCode.BAD_REQUEST, "Line " + number + " " + what);
    }
}
