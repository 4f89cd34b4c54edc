package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.node.GridOperations;
import io.gridmill.report.StoreStatus;
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

    private static void ready(StoreStatus store) {
        if (store.recovering()) {
            throw new GridException(
                    ErrorCode.UNAVAILABLE, "The grid loads its jobs from the store");
        }
        if (store.trouble() != null) {
            throw new GridException(ErrorCode.UNAVAILABLE, store.trouble());
        }
    }

    /** Throws what the grid throws when it cannot answer: 503 with its reason. */
    @Get("/readiness")
    HttpResponse<?> readiness(HttpRequest<?> request) {
        Query.none(request);
        ready(grid.cluster().store());
        return Answers.json(Map.of("status", "UP"));
    }
}
