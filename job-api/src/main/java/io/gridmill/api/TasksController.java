package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.ledger.TaskState;
import io.gridmill.node.GridOperations;
import io.gridmill.report.TaskLogText;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tasks of a job, every attempt of them, and their results. */
@Controller("/api/v1/jobs/{id}/tasks")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TasksController {
    private final GridOperations grid;
    private final JsonBodies bodies;

    TasksController(GridOperations grid, JsonBodies bodies) {
        this.grid = grid;
        this.bodies = bodies;
    }

    /** Adds one task or an array of tasks to an open job. */
    @Post
    @Consumes("application/json")
    HttpResponse<?> add(HttpRequest<?> request, String id) {
        Query.none(request);
        String job = Ids.job(id);
        String key = IdempotencyKeys.of(request);
        return Answers.json(
                HttpStatus.ACCEPTED,
                bodies.read(request, body -> grid.addTasks(job, items(body), key)));
    }

    private static List<JsonNode> items(JsonNode body) {
        List<JsonNode> items = new ArrayList<>();
        if (body.isArray()) {
            body.forEach(items::add);
        } else {
            items.add(body);
        }
        return items;
    }

    @Get
    HttpResponse<?> list(HttpRequest<?> request, String id) {
        Query query = Query.of(request);
        TaskState state = query.choice("state", TaskState.class);
        String cursor = query.cursor();
        int limit = query.limit(100, 1_000);
        String job = carrier(query, id);
        return Answers.json(grid.tasks(job, state, cursor, limit));
    }

    @Get("/{number}")
    HttpResponse<?> task(HttpRequest<?> request, String id, String number) {
        String job = carrier(Query.of(request), id);
        return Answers.json(grid.task(job, Ids.task(number)));
    }

    /** What the code of a task wrote, from a line on. */
    @Get("/{number}/logs")
    HttpResponse<?> logs(HttpRequest<?> request, String id, String number) {
        Query query = Query.of(request);
        int attempt = (int) query.number("attempt", 0, Integer.MAX_VALUE);
        long after = query.number("after", 0, Long.MAX_VALUE);
        query.done();
        TaskLogText log = grid.taskLog(Ids.job(id), Ids.task(number), attempt);
        return HttpResponse.ok(log.tail().after(after).getBytes(StandardCharsets.UTF_8))
                .contentType(MediaType.of("text/plain; charset=utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(LogHeaders.ATTEMPT, Integer.toString(log.attempt()))
                .header(LogHeaders.LINES, Long.toString(log.tail().written()))
                .header(LogHeaders.OVER, Boolean.toString(log.over()));
    }

    @Get("/{number}/result")
    HttpResponse<?> result(HttpRequest<?> request, String id, String number) throws IOException {
        String job = carrier(Query.of(request), id);
        String name = "job-" + job + "-task-" + Ids.task(number);
        return ContentResponse.of(request, grid.taskResult(job, Ids.task(number)), name);
    }

    /** Whose tasks are asked for: the job's own, or those of one of its steps. Ends the reading. */
    private String carrier(Query query, String id) {
        String step = query.text("step");
        query.done();
        String job = Ids.job(id);
        return step == null ? job : grid.stepJob(job, step);
    }
}
