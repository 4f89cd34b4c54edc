package io.gridmill.api;

import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;

/** All that the grid knows, out and in. */
@Controller("/api/v1/state")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StateController {
    private final GridOperations grid;

    StateController(GridOperations grid) {
        this.grid = grid;
    }

    /** Not for HEAD: all would be written for a word about its length. */
    @Get(headRoute = false)
    HttpResponse<?> get(HttpRequest<?> request) throws IOException {
        Query.none(request);
        return ContentResponse.of(request, grid.exportState(), "gridmill-state");
    }

    @Put
    @Consumes("*/*")
    HttpResponse<?> put(HttpRequest<?> request) throws IOException {
        Query.none(request);
        try (InputStream body = RequestBody.stream(request)) {
            return Answers.json(grid.importState(body));
        }
    }
}
