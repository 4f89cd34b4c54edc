package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobRequestReader;
import io.gridmill.node.GridOperations;
import io.gridmill.node.Submission;
import io.gridmill.task.FieldError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many jobs at once, each answered on its own; single tasks as jobs of one task. */
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BatchController {
    private static final Logger LOG = LoggerFactory.getLogger(BatchController.class);

    /** Jobs of one batch. */
    static final int MOST = 1_000;

    private final GridOperations grid;
    private final JsonBodies bodies;

    BatchController(GridOperations grid, JsonBodies bodies) {
        this.grid = grid;
        this.bodies = bodies;
    }

    @Post("/jobs:batch")
    @Consumes("application/json")
    HttpResponse<?> jobs(HttpRequest<?> request) {
        return batch(request, false);
    }

    @Post("/tasks:batch")
    @Consumes("application/json")
    HttpResponse<?> tasks(HttpRequest<?> request) {
        return batch(request, true);
    }

    /** One task: a job that must have exactly one. */
    @Post("/tasks")
    @Consumes("application/json")
    HttpResponse<?> task(HttpRequest<?> request) {
        Query.none(request);
        String key = IdempotencyKeys.of(request);
        return bodies.read(
                request,
                body -> {
                    JobRequest job = JobRequestReader.read(body);
                    checkOneTask(job);
                    return Answers.submitted(grid.submit(job, Caller.NAME, key));
                });
    }

    private void checkOneTask(JobRequest job) {
        long tasks = grid.check(job);
        if (tasks != 1) {
            String rule =
                    (tasks < 0
                                    ? "has a number of tasks that shows only later"
                                    : "has " + tasks + " tasks")
                            + ", and a single task is exactly one: submit it with POST /jobs";
            throw new GridException(
                    ErrorCode.BAD_REQUEST,
                    "This job " + rule,
                    List.of(new FieldError("/parameters", "range", rule)));
        }
    }

    private HttpResponse<?> batch(HttpRequest<?> request, boolean single) {
        Query query = Query.of(request);
        boolean atomic = query.flag("atomic");
        query.done();
        String key = IdempotencyKeys.of(request);
        return bodies.read(
                request,
                body -> {
                    List<BatchEntry> entries = entries(body, key);
                    return Answers.json(
                            atomic ? allOrNothing(entries, single) : eachOnItsOwn(entries, single));
                });
    }

    private static List<BatchEntry> entries(JsonNode body, @Nullable String key) {
        if (!body.isArray() || body.isEmpty() || body.size() > MOST) {
            String rule =
                    "must be an array of 1 to "
                            + MOST
                            + " jobs"
                            + (body.isArray() ? ", has " + body.size() : "");
            throw new GridException(
                    body.size() > MOST ? ErrorCode.TOO_LARGE : ErrorCode.BAD_REQUEST,
                    "The body " + rule,
                    List.of(new FieldError("", "range", rule)));
        }
        List<BatchEntry> entries = new ArrayList<>();
        for (int i = 0; i < body.size(); i++) {
            entries.add(BatchEntry.read(i, body.get(i), key));
        }
        return entries;
    }

    private ObjectNode eachOnItsOwn(List<BatchEntry> entries, boolean single) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        int accepted = 0;
        for (BatchEntry entry : entries) {
            try {
                items.add(accepted(entry, submit(entry, single)));
                accepted++;
            } catch (GridException e) {
                items.add(entry.refused(e));
            }
        }
        return answer(items, accepted);
    }

    private Submission submit(BatchEntry entry, boolean single) {
        if (entry.refusal() != null) {
            throw entry.refusal();
        }
        JobRequest job = Objects.requireNonNull(entry.request());
        if (single) {
            checkOneTask(job);
        }
        return grid.submit(job, Caller.NAME, entry.key());
    }

    private static ObjectNode accepted(BatchEntry entry, Submission submission) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("index", entry.index());
        node.put("status", submission.created() ? 202 : 200);
        node.put("id", submission.job().id());
        if (!submission.waiting().isEmpty()) {
            node.set("waiting", Json.tree(submission.waiting()));
        }
        return node;
    }

    private static ObjectNode answer(ArrayNode items, int accepted) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("accepted", accepted).put("refused", items.size() - accepted);
        answer.set("items", items);
        return answer;
    }

    /** All are checked before the first is submitted; what fails then takes the others back. */
    private ObjectNode allOrNothing(List<BatchEntry> entries, boolean single) {
        checkAll(entries, single);
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        List<String> created = new ArrayList<>();
        for (BatchEntry entry : entries) {
            try {
                Submission submission = submit(entry, false);
                if (submission.created()) {
                    created.add(submission.job().id());
                }
                items.add(accepted(entry, submission));
            } catch (GridException e) {
                created.forEach(this::takeBack);
                throw new GridException(
                                e.code(),
                                "Nothing of the batch was kept, for job "
                                        + entry.index()
                                        + " of it was refused: "
                                        + e.getMessage(),
                                entry.faults(e),
                                e)
                        .retryAfter(e.retryAfterSeconds());
            }
        }
        return answer(items, items.size());
    }

    private void checkAll(List<BatchEntry> entries, boolean single) {
        List<FieldError> faults = new ArrayList<>();
        ErrorCode code = ErrorCode.BAD_REQUEST;
        for (BatchEntry entry : entries) {
            try {
                check(entry, single);
            } catch (GridException e) {
                code = faults.isEmpty() ? e.code() : code;
                faults.addAll(entry.faults(e));
            }
        }
        if (!faults.isEmpty()) {
            throw new GridException(
                    code,
                    "Nothing of the batch was submitted: " + faults.getFirst().message(),
                    faults.subList(0, Math.min(faults.size(), 100)));
        }
    }

    private void check(BatchEntry entry, boolean single) {
        if (entry.refusal() != null) {
            throw entry.refusal();
        }
        JobRequest job = Objects.requireNonNull(entry.request());
        if (single) {
            checkOneTask(job);
        } else {
            grid.check(job);
        }
    }

    private void takeBack(String job) {
        try {
            grid.cancel(job);
        } catch (GridException e) {
            LOG.warn("Job {} of a batch that failed could not be cancelled", job, e);
        }
    }
}
