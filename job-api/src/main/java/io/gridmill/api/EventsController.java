package io.gridmill.api;

import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/**
 * A job as it happens. A reader that comes back after a broken connection is told everything anew
 * ({@code reset}): what it missed was folded, and is cheaper to send than to keep.
 */
@Controller("/api/v1/jobs/{id}/events")
@ExecuteOn(TaskExecutors.BLOCKING)
final class EventsController {
    private final GridOperations grid;
    private final EventStreams streams;

    EventsController(GridOperations grid, EventStreams streams) {
        this.grid = grid;
        this.streams = streams;
    }

    @Get(headRoute = false)
    @Produces(MediaType.TEXT_EVENT_STREAM)
    HttpResponse<EventStream> events(HttpRequest<?> request, String id) {
        Query.none(request);
        grid.job(Ids.job(id));
        return HttpResponse.ok(streams.open(id))
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no");
    }
}
