package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.node.ScheduleOperations;
import io.gridmill.schedule.ScheduleReader;
import io.gridmill.schedule.ScheduleRecord;
import io.gridmill.schedule.ScheduleStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Schedules that are read as they are in earnest, and never run. */
final class FakeSchedules implements ScheduleOperations {
    private final Map<String, ScheduleStatus> all = new TreeMap<>();

    @Override
    public synchronized Put put(String name, JsonNode body, String user) {
        long now = FakeGrid.THEN.toEpochMilli();
        ScheduleRecord record =
                ScheduleRecord.created(ScheduleReader.read(name, body, user, now), now);
        ScheduleStatus status = ScheduleStatus.of(record, body.path("job"), now);
        return new Put(status, all.put(name, status) == null);
    }

    @Override
    public synchronized ScheduleStatus find(String name) {
        ScheduleStatus found = all.get(name);
        if (found == null) {
            throw new GridException(ErrorCode.NO_SUCH_SCHEDULE, "No schedule " + name);
        }
        return found;
    }

    @Override
    public synchronized List<ScheduleStatus> list() {
        return List.copyOf(all.values());
    }

    @Override
    public synchronized void delete(String name) {
        find(name);
        all.remove(name);
    }
}
