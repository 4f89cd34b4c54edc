package io.gridmill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.job.Amounts;
import io.gridmill.job.BlockPlan;
import io.gridmill.job.JobFailure;
import io.gridmill.job.JobFigures;
import io.gridmill.job.JobRecord;
import io.gridmill.job.JobState;
import io.gridmill.job.Needs;
import io.gridmill.task.Picture;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people are told of a job, made from its record and its tasks' figures. Pure. */
public final class StatusReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusReport() {}

    /**
     * The status.
     *
     * @param figures over its tasks as they are now; what the record says wins once it has ended
     * @param now milliseconds since the epoch
     */
    public static JobStatus of(
            JobRecord job, JobFigures figures, @Nullable Picture picture, long now) {
        return of(job, figures, picture, Map.of(), now);
    }

    /**
     * The status of a job that may be made of steps.
     *
     * @param running figures of the steps that run, by number
     */
    public static JobStatus of(
            JobRecord job,
            JobFigures figures,
            @Nullable Picture picture,
            Map<Integer, JobFigures> running,
            long now) {
        JobRecord.Outcome outcome = job.outcome();
        JobFigures counted = outcome == null ? figures : outcome.figures();
        TaskCounts counts = TaskCounts.of(counted.counts());
        JobRecord.Progress progress = job.progress();
        List<JobStatus.Step> steps = StepReports.of(job, running);
        return new JobStatus(
                job.id(),
                version(job, counted),
                job.spec().type(),
                parameters(job),
                job.state(),
                progress.generation(),
                job.spec().priority(),
                job.spec().user(),
                job.spec().labels(),
                job.spec().metadata(),
                times(job),
                job.takesTasks(),
                progress.splitDone(),
                new JobStatus.Blocks(
                        job.blocks(), job.settled().cardinality(), job.plan().blockSize()),
                counts,
                steps == null ? share(job, counts) : StepReports.progress(steps),
                statistics(job, counted, counts, now),
                failure(job.failure()),
                result(job),
                picture,
                job.spec().failurePolicy().text(),
                job.degraded(),
                events(job),
                job.spec().parent(),
                steps,
                steps == null ? job.spec().placement().strategy().text() : null,
                requires(job.spec().placement().needs()));
    }

    private static long version(JobRecord job, JobFigures figures) {
        int tasks =
                Objects.hash(
                        Arrays.hashCode(figures.counts()),
                        figures.attempts(),
                        figures.lost(),
                        figures.late());
        return (job.progress().version() << 32) | (tasks & 0xffff_ffffL);
    }

    private static JsonNode parameters(JobRecord job) {
        try {
            return JSON.readTree(job.spec().parameters());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters of job " + job.id() + " are no JSON", e);
        }
    }

    private static JobStatus.@Nullable Requirements requires(Needs needs) {
        if (needs.none()) {
            return null;
        }
        Map<String, String> resources = new TreeMap<>();
        needs.resources()
                .forEach((name, amount) -> resources.put(name, Amounts.text(name, amount)));
        return new JobStatus.Requirements(needs.labels(), resources);
    }

    private static JobStatus.Times times(JobRecord job) {
        JobRecord.Progress progress = job.progress();
        return new JobStatus.Times(
                Instant.ofEpochMilli(job.spec().created()),
                time(progress.started()),
                time(progress.split()),
                time(progress.aggregating()),
                time(progress.ended()));
    }

    /** A time that stands as 0 while it has not come. */
    public static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static double share(JobRecord job, TaskCounts counts) {
        if (job.state() == JobState.SUCCEEDED) {
            return 1;
        }
        long total = job.plan().tasks() == BlockPlan.UNKNOWN ? counts.total() : job.plan().tasks();
        return total == 0 ? 0 : (double) counts.ended() / total;
    }

    private static JobStatus.Statistics statistics(
            JobRecord job, JobFigures figures, TaskCounts counts, long now) {
        long started = job.progress().started();
        long until = job.progress().ended() == 0 ? now : job.progress().ended();
        double seconds = Math.max(1, until - started) / 1_000.0;
        return new JobStatus.Statistics(
                figures.attempts(),
                figures.retried(),
                figures.lost(),
                figures.late(),
                figures.runMillis(),
                started == 0 ? 0 : counts.ended() / seconds);
    }

    static JobStatus.@Nullable Failure failure(@Nullable JobFailure failure) {
        return failure == null
                ? null
                : new JobStatus.Failure(
                        failure.code(),
                        failure.message(),
                        failure.task() < 0 ? null : failure.task());
    }

    private static JobStatus.@Nullable Result result(JobRecord job) {
        JobRecord.Outcome outcome = job.outcome();
        if (outcome == null || outcome.result() == null || outcome.mediaType() == null) {
            return null;
        }
        // A step's job goes with the job that it is a step of, which ends no earlier.
        long expires = job.progress().ended() + job.spec().resultTtlMillis();
        return new JobStatus.Result(
                outcome.mediaType(), outcome.result().size(), Instant.ofEpochMilli(expires));
    }

    private static List<JobStatus.Event> events(JobRecord job) {
        return job.history().stream().map(StatusReport::event).toList();
    }

    private static JobStatus.Event event(JobRecord.Change change) {
        // Who drives is on record by id; people know nodes by name.
        String detail = change.detail() == null ? null : NodeNames.of(change.detail());
        return new JobStatus.Event(
                change.number(), Instant.ofEpochMilli(change.time()), change.what(), detail);
    }
}
