package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.node.GridOperations;
import io.gridmill.report.Page;
import io.gridmill.task.FieldError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Nodes: look at, drain, resume, set their slots. */
@Controller("/api/v1/nodes")
@ExecuteOn(TaskExecutors.BLOCKING)
final class NodesController {
    private final GridOperations grid;
    private final JsonBodies bodies;

    NodesController(GridOperations grid, JsonBodies bodies) {
        this.grid = grid;
        this.bodies = bodies;
    }

    @Get
    HttpResponse<?> nodes(HttpRequest<?> request) {
        Query.none(request);
        return Answers.json(new Page<>(grid.nodes(), null));
    }

    @Get("/{id}")
    HttpResponse<?> node(HttpRequest<?> request, String id) {
        Query.none(request);
        return Answers.json(grid.node(Ids.node(id)));
    }

    @Post("/{id}:drain")
    @Consumes("*/*")
    HttpResponse<?> drain(HttpRequest<?> request, String id) {
        Query.none(request);
        return Answers.json(grid.drain(Ids.node(id), Caller.NAME));
    }

    @Post("/{id}:resume")
    @Consumes("*/*")
    HttpResponse<?> resume(HttpRequest<?> request, String id) {
        Query.none(request);
        return Answers.json(grid.resume(Ids.node(id)));
    }

    @Patch("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    HttpResponse<?> change(HttpRequest<?> request, String id) {
        Query.none(request);
        int slots = bodies.read(request, NodesController::slots);
        return Answers.json(grid.slots(Ids.node(id), slots));
    }

    private static int slots(JsonNode body) {
        JsonNode slots = body.path("slots");
        if (!body.isObject()
                || body.size() != 1
                || !slots.canConvertToInt()
                || !slots.isIntegralNumber()) {
            String rule = "The body must be {\"slots\": N} with a whole number from 0 to 1024";
            throw new GridException(
                    ErrorCode.BAD_REQUEST, rule, List.of(new FieldError("/slots", "type", rule)));
        }
        return slots.intValue();
    }
}
