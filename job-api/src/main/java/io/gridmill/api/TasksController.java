package io.gridmill.api;

import io.gridmill.ledger.TaskState;
import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;

/** The tasks of a job, every attempt of them, and their results. */
@Controller("/api/v1/jobs/{id}/tasks")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TasksController {
    private final GridOperations grid;

    TasksController(GridOperations grid) {
        this.grid = grid;
    }

    @Get
    HttpResponse<?> list(HttpRequest<?> request, String id) {
        Query query = Query.of(request);
        TaskState state = query.choice("state", TaskState.class);
        String cursor = query.cursor();
        int limit = query.limit(100, 1_000);
        query.done();
        return Answers.json(grid.tasks(Ids.job(id), state, cursor, limit));
    }

    @Get("/{number}")
    HttpResponse<?> task(HttpRequest<?> request, String id, String number) {
        Query.none(request);
        return Answers.json(grid.task(Ids.job(id), Ids.task(number)));
    }

    @Get("/{number}/result")
    HttpResponse<?> result(HttpRequest<?> request, String id, String number) throws IOException {
        Query.none(request);
        String name = "job-" + Ids.job(id) + "-task-" + Ids.task(number);
        return ContentResponse.of(request, grid.taskResult(id, Ids.task(number)), name);
    }
}
