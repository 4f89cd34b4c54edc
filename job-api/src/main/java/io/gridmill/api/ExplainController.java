package io.gridmill.api;

import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Why a job or a task is not running. */
@Controller("/api/v1/jobs/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExplainController {
    private final GridOperations grid;

    ExplainController(GridOperations grid) {
        this.grid = grid;
    }

    @Get("/explain")
    HttpResponse<?> job(HttpRequest<?> request, String id) {
        Query.none(request);
        return Answers.json(grid.explain(Ids.job(id)));
    }

    @Get("/tasks/{number}/explain")
    HttpResponse<?> task(HttpRequest<?> request, String id, String number) {
        Query.none(request);
        return Answers.json(grid.explain(Ids.job(id), Ids.task(number)));
    }
}
