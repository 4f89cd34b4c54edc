package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.ledger.TaskState;
import io.gridmill.node.GridOperations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tasks of a job, every attempt of them, and their results. */
@Controller("/api/v1/jobs/{id}/tasks")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TasksController {
    private final GridOperations grid;
    private final ApiConfig config;

    TasksController(GridOperations grid, ApiConfig config) {
        this.grid = grid;
        this.config = config;
    }

    /** Adds one task or an array of tasks to an open job. */
    @Post
    @Consumes("application/json")
    HttpResponse<?> add(HttpRequest<?> request, String id) {
        Query.none(request);
        String job = Ids.job(id);
        JsonNode body = RequestBody.json(request, config.limits().maxJson());
        List<JsonNode> items = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(items::add);
        } else {
            items.add(body);
        }
        return Answers.json(
                HttpStatus.ACCEPTED, grid.addTasks(job, items, IdempotencyKeys.of(request)));
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
