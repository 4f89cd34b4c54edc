package io.gridmill.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.report.Page;
import io.gridmill.schedule.ScheduleStatus;
import java.io.IOException;
import java.util.List;

/** Schedules of a grid over HTTP. Thread-safe. */
public final class ScheduleCalls {
    private static final String PATH = "/api/v1/schedules";
    private static final TypeReference<Page<ScheduleStatus>> SCHEDULES = new TypeReference<>() {};

    private final HttpCalls calls;

    ScheduleCalls(HttpCalls calls) {
        this.calls = calls;
    }

    /** Puts a schedule, in the place of one of that name where there is one. */
    public ScheduleStatus put(String name, JsonNode schedule) {
        return calls.read(
                calls.request(path(name))
                        .header("Content-Type", "application/json")
                        .PUT(HttpCalls.json(schedule)),
                ScheduleStatus.class);
    }

    /** One schedule. */
    public ScheduleStatus find(String name) {
        return calls.read(calls.request(path(name)), ScheduleStatus.class);
    }

    /** All schedules, by name. */
    public List<ScheduleStatus> list() {
        return calls.read(calls.request(PATH), SCHEDULES).items();
    }

    /** Forgets a schedule. */
    public void delete(String name) throws IOException {
        calls.send(calls.request(path(name)).DELETE()).body().close();
    }

    private static String path(String name) {
        return PATH + "/" + HttpCalls.encoded(name);
    }
}
