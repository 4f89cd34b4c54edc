package io.gridmill.api;

import io.gridmill.node.GridOperations;
import io.gridmill.node.ScheduleOperations;
import io.gridmill.report.Page;
import io.gridmill.schedule.ScheduleStatus;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Jobs that run again and again. */
@Controller("/api/v1/schedules")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SchedulesController {
    private final GridOperations grid;
    private final JsonBodies bodies;

    SchedulesController(GridOperations grid, JsonBodies bodies) {
        this.grid = grid;
        this.bodies = bodies;
    }

    @Get
    HttpResponse<?> list(HttpRequest<?> request) {
        Query.none(request);
        return Answers.json(new Page<>(grid.schedules().list(), null));
    }

    @Get("/{name}")
    HttpResponse<?> find(HttpRequest<?> request, String name) {
        Query.none(request);
        ScheduleStatus schedule = grid.schedules().find(Ids.schedule(name));
        String etag = "\"" + schedule.version() + "\"";
        return Answers.json(schedule).header(HttpHeaders.ETAG, etag);
    }

    @Put("/{name}")
    @Consumes("application/json")
    HttpResponse<?> put(HttpRequest<?> request, String name) {
        Query.none(request);
        ScheduleOperations.Put put =
                bodies.read(
                        request,
                        body -> grid.schedules().put(Ids.schedule(name), body, Caller.NAME));
        HttpStatus status = put.created() ? HttpStatus.CREATED : HttpStatus.OK;
        return Answers.json(status, put.schedule())
                .header(HttpHeaders.LOCATION, "/api/v1/schedules/" + name);
    }

    @Delete("/{name}")
    HttpResponse<?> delete(HttpRequest<?> request, String name) {
        Query.none(request);
        grid.schedules().delete(Ids.schedule(name));
        return HttpResponse.noContent();
    }
}
