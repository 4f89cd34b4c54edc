package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.node.GridOperations;
import io.gridmill.task.FieldError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** What is lost or comes back, and going on without nodes that are lost for good. */
@Controller("/api/v1/recovery")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecoveryController {
    private final GridOperations grid;
    private final JsonBodies bodies;

    RecoveryController(GridOperations grid, JsonBodies bodies) {
        this.grid = grid;
        this.bodies = bodies;
    }

    @Get
    HttpResponse<?> status(HttpRequest<?> request) {
        Query.none(request);
        return Answers.json(grid.recovery());
    }

    @Post
    @Consumes("application/json")
    HttpResponse<?> acceptLoss(HttpRequest<?> request) {
        Query.none(request);
        bodies.read(request, RecoveryController::checked);
        return Answers.json(grid.acceptLoss(Caller.NAME));
    }

    private static boolean checked(JsonNode body) {
        if (!body.isObject() || body.size() != 1 || !body.path("acceptLoss").asBoolean(false)) {
            String rule =
                    "The body must be {\"acceptLoss\": true}: whoever sends it vouches that the"
                            + " missing nodes are lost for good and do not run any more";
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    rule,
                    List.of(new FieldError("/acceptLoss", "value", rule)));
        }
        return true;
    }
}
