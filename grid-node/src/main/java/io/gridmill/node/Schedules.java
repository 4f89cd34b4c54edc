package io.gridmill.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.cluster.Engine;
import io.gridmill.cluster.store.ScheduleStore;
import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.InputData;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobRequestReader;
import io.gridmill.schedule.Schedule;
import io.gridmill.schedule.ScheduleChange;
import io.gridmill.schedule.ScheduleReader;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.schedule.ScheduleStatus;
import io.gridmill.task.FieldError;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Puts, shows and forgets schedules. Thread-safe. */
final class Schedules implements ScheduleOperations {
    /** Schedules of a grid. */
    static final int MOST = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GridNode node;
    private final Engine engine;
    private final ScheduleStore store;

    Schedules(GridNode node, Engine engine) {
        this.node = node;
        this.engine = engine;
        this.store = engine.schedules();
    }

    @Override
    public Put put(String name, JsonNode body, String user) {
        long now = engine.ledger().now();
        Schedule schedule = ScheduleReader.read(name, body, user, now);
        JobRequest job = checkedJob(schedule);
        ScheduleRecord before = store.read(name);
        if (before == null && store.size() >= MOST) {
            throw new GridException(
                    ErrorCode.QUEUE_FULL,
                    "There are " + MOST + " schedules, which is the limit; delete one first");
        }
        keepInput(name, job);
        ScheduleRecord after =
                Objects.requireNonNull(store.apply(name, new ScheduleChange.Put(schedule, now)));
        return new Put(status(after), before == null);
    }

    private JobRequest checkedJob(Schedule schedule) {
        try {
            JobRequest job = request(schedule);
            node.check(job);
            return job;
        } catch (GridException e) {
            List<FieldError> errors =
                    e.errors().stream()
                            .map(f -> new FieldError("/job" + f.pointer(), f.code(), f.message()))
                            .toList();
            throw new GridException(
                    e.code(), "The schedule's job is refused: " + e.getMessage(), errors, e);
        }
    }

    /** The job of a schedule, read as a submission is. */
    static JobRequest request(Schedule schedule) {
        return JobRequestReader.read(json(schedule.job()));
    }

    /** A blob that the job reads must not go away between two runs. */
    private void keepInput(String name, JobRequest job) {
        String reference = reference(name);
        engine.blobs().releaseAll(reference);
        DataRef.Blob kept = null;
        if (job.input() instanceof InputData.Blob blob) {
            engine.blobs().addReference(blob.digest(), reference + "input");
            long size = engine.blobs().size(blob.digest()).orElse(0);
            kept = new DataRef.Blob(blob.digest(), size);
        }
        engine.durable().documents().scheduleInput(name, kept, reference + "input");
    }

    private static String reference(String name) {
        return "schedule." + name + "/";
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A job that was read cannot be read again", e);
        }
    }

    private ScheduleStatus status(ScheduleRecord record) {
        return ScheduleStatus.of(record, json(record.schedule().job()), engine.ledger().now());
    }

    @Override
    public ScheduleStatus find(String name) {
        ScheduleRecord record = store.read(name);
        if (record == null) {
            throw unknown(name);
        }
        return status(record);
    }

    private static GridException unknown(String name) {
        return new GridException(
                ErrorCode.NO_SUCH_SCHEDULE,
                "There is no schedule " + name + "; GET /api/v1/schedules lists those there are");
    }

    @Override
    public List<ScheduleStatus> list() {
        return store.all().stream()
                .sorted(Comparator.comparing(record -> record.schedule().name()))
                .map(this::status)
                .toList();
    }

    @Override
    public void delete(String name) {
        if (store.remove(name) == null) {
            throw unknown(name);
        }
        engine.blobs().releaseAll(reference(name));
    }
}
