package io.gridmill.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.schedule.ScheduleStatus;
import java.util.List;

/** Jobs that run again and again. Thread-safe; every method may throw a {@code GridException}. */
public interface ScheduleOperations {

    /** A schedule as it stands, and whether it is new. */
    record Put(ScheduleStatus schedule, boolean created) {}

    /**
     * Puts a schedule, in the place of one of that name where there is one. Its job is checked as a
     * submission is; when this returns, it is recorded with its backups.
     *
     * @param body {@code cron} or {@code every}, {@code job}, and what else it has
     * @param user in whose name its jobs run
     */
    Put put(String name, JsonNode body, String user);

    /** One schedule. */
    ScheduleStatus find(String name);

    /** All schedules by name. */
    List<ScheduleStatus> list();

    /** Forgets a schedule; what it has submitted goes on. */
    void delete(String name);
}
