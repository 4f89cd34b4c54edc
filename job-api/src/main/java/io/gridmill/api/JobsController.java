package io.gridmill.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobEdit;
import io.gridmill.job.JobEditReader;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobRequestReader;
import io.gridmill.job.JobState;
import io.gridmill.node.GridOperations;
import io.gridmill.node.JobQuery;
import io.gridmill.report.JobStatus;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Jobs: submit, look at, wait for, fetch, cancel, forget. */
@Controller("/api/v1/jobs")
@ExecuteOn(TaskExecutors.BLOCKING)
final class JobsController {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final GridOperations grid;
    private final JsonBodies bodies;

    JobsController(GridOperations grid, JsonBodies bodies) {
        this.grid = grid;
        this.bodies = bodies;
    }

    @Post
    @Consumes("application/json")
    HttpResponse<?> submit(HttpRequest<?> request) {
        Query query = Query.of(request);
        boolean dryRun = query.flag("dryRun");
        query.done();
        String key = IdempotencyKeys.of(request);
        return bodies.read(
                request,
                body -> {
                    JobRequest job = JobRequestReader.read(body);
                    return dryRun
                            ? Answers.json(grid.plan(job))
                            : Answers.submitted(grid.submit(job, Caller.NAME, key));
                });
    }

    @Get
    HttpResponse<?> list(HttpRequest<?> request) {
        Query query = Query.of(request);
        JobQuery jobs =
                new JobQuery(
                        query.choice("state", JobState.class),
                        query.text("type"),
                        query.labels("label"),
                        query.text("parent"),
                        query.cursor(),
                        query.limit(50, 500));
        query.done();
        return Answers.json(grid.jobs(jobs));
    }

    @Get("/{id}")
    HttpResponse<?> job(HttpRequest<?> request, String id) throws InterruptedException {
        Query query = Query.of(request);
        Optional<Duration> wait = query.duration("wait", LONGEST_WAIT);
        query.done();
        String checked = Ids.job(id);
        JobStatus job = wait.isPresent() ? grid.awaitEnd(checked, wait.get()) : grid.job(checked);
        String etag = "\"" + job.version() + "\"";
        if (ETags.matches(request, etag)) {
            return HttpResponse.notModified()
                    .header(HttpHeaders.ETAG, etag)
                    .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
        return Answers.json(job).header(HttpHeaders.ETAG, etag);
    }

    @Get("/{id}/result")
    HttpResponse<?> result(HttpRequest<?> request, String id) throws IOException {
        Query query = Query.of(request);
        String step = query.text("step");
        query.done();
        String job = Ids.job(id);
        String of = step == null ? job : grid.stepJob(job, step);
        try {
            return ContentResponse.of(request, grid.result(of), "job-" + of);
        } catch (GridException e) {
            return Problems.of(request, e, stateOf(of, e.code()));
        }
    }

    @Patch("/{id}")
    @Consumes({"application/json", "application/merge-patch+json"})
    HttpResponse<?> change(HttpRequest<?> request, String id) {
        Query.none(request);
        JobEdit edit = bodies.read(request, JobEditReader::read);
        return Answers.json(grid.change(Ids.job(id), edit, Caller.NAME));
    }

    @Post("/{id}:cancel")
    @Consumes("*/*")
    HttpResponse<?> cancel(HttpRequest<?> request, String id) {
        Query.none(request);
        JobStatus job = grid.cancel(Ids.job(id));
        return Answers.json(job.state().ended() ? HttpStatus.OK : HttpStatus.ACCEPTED, job);
    }

    @Post("/{id}:close")
    @Consumes("*/*")
    HttpResponse<?> close(HttpRequest<?> request, String id) {
        Query.none(request);
        return Answers.json(grid.close(Ids.job(id), Caller.NAME));
    }

    @Post("/{id}:retry")
    @Consumes("*/*")
    HttpResponse<?> retry(HttpRequest<?> request, String id) {
        Query.none(request);
        return Answers.json(HttpStatus.ACCEPTED, grid.retry(Ids.job(id), Caller.NAME));
    }

    @Delete("/{id}")
    HttpResponse<?> delete(HttpRequest<?> request, String id) {
        Query.none(request);
        grid.delete(Ids.job(id));
        return HttpResponse.noContent();
    }

    /** Where the job stands, for answers that say that there is no result. */
    private ObjectNode stateOf(String id, ErrorCode code) {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        if (code != ErrorCode.JOB_NOT_ENDED
                && code != ErrorCode.JOB_FAILED
                && code != ErrorCode.JOB_CANCELLED) {
            return more;
        }
        try {
            JobStatus job = grid.job(id);
            more.put("state", job.state().name());
            if (job.error() != null) {
                more.set("error", Json.tree(job.error()));
            }
        } catch (GridException e) {
            // The job went away meanwhile: the answer stands without its state.
            more.removeAll();
        }
        return more;
    }
}
