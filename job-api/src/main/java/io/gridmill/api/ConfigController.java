package io.gridmill.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The configuration: look at, change while the grid runs. */
@Controller("/api/v1/config")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConfigController {
    private final GridOperations grid;
    private final JsonBodies bodies;

    ConfigController(GridOperations grid, JsonBodies bodies) {
        this.grid = grid;
        this.bodies = bodies;
    }

    @Get
    HttpResponse<?> all(HttpRequest<?> request) {
        Query.none(request);
        return answer(grid.settings().all());
    }

    @Get("/history")
    HttpResponse<?> history(HttpRequest<?> request) {
        Query.none(request);
        return Answers.json(grid.settings().history());
    }

    @Get("/{key}")
    HttpResponse<?> one(HttpRequest<?> request, String key) {
        Query.none(request);
        return Answers.json(grid.settings().one(key));
    }

    @Patch
    @Consumes({"application/json", "application/merge-patch+json"})
    HttpResponse<?> change(HttpRequest<?> request) {
        Query query = Query.of(request);
        String node = query.text("node");
        query.done();
        String only = node == null ? null : Ids.node(node);
        return answer(
                bodies.read(request, body -> grid.settings().change(body, only, Caller.NAME)));
    }

    private static HttpResponse<?> answer(ObjectNode all) {
        String etag = "\"" + all.path("version").asText() + "\"";
        return Answers.json(all).header(HttpHeaders.ETAG, etag);
    }
}
