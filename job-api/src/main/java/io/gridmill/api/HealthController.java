package io.gridmill.api;

import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/** What an orchestrator asks without a token: is the process alive, does the grid answer. */
@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
    private final GridOperations grid;

    HealthController(GridOperations grid) {
        this.grid = grid;
    }

    @Get("/liveness")
    HttpResponse<?> liveness(HttpRequest<?> request) {
        Query.none(request);
        return Answers.json(Map.of("status", "UP"));
    }

    /** Throws what the grid throws when it cannot answer: 503 with its reason. */
    @Get("/readiness")
    HttpResponse<?> readiness(HttpRequest<?> request) {
        Query.none(request);
        grid.cluster();
        return Answers.json(Map.of("status", "UP"));
    }
}
