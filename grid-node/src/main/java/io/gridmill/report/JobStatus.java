package io.gridmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.JobState;
import io.gridmill.job.StepOf;
import io.gridmill.job.StepRecord;
import io.gridmill.task.Picture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as people are told about it; the same in HTTP, CLI and Java.
 *
 * @param version changes whenever anything below does; the HTTP entity tag
 * @param generation 1, and one more for each retry by hand, for lost data that is made again, and
 *     for a full stop that it outlived
 * @param user who submitted it
 * @param open whether tasks may be added to it
 * @param splitDone whether the number of tasks is final
 * @param blocks number of task blocks, and how many have settled
 * @param progress 0 to 1
 * @param error why it failed
 * @param result what there is to fetch, once it succeeded
 * @param picture what its tasks paint, for types that paint
 * @param failurePolicy {@code fail-fast}, {@code continue}, or how many failed tasks it bears
 * @param degraded whether it succeeded although tasks failed, which its answer leaves out
 * @param events the job's own changes, numbered from 1 without gaps
 * @param step of which job it is a step; null where it stands alone
 * @param steps what it is made of, in the order given; null where it has tasks of its own
 * @param strategy which nodes take its tasks first; null where it is made of steps
 * @param requires what a node must have to run its tasks; null for nothing but the type
 */
public record JobStatus(
        String id,
        long version,
        String type,
        JsonNode parameters,
        JobState state,
        int generation,
        int priority,
        String user,
        Map<String, String> labels,
        Map<String, String> metadata,
        Times times,
        boolean open,
        boolean splitDone,
        Blocks blocks,
        TaskCounts tasks,
        double progress,
        Statistics statistics,
        @Nullable Failure error,
        @Nullable Result result,
        @Nullable Picture picture,
        String failurePolicy,
        boolean degraded,
        List<Event> events,
        @Nullable StepOf step,
        @Nullable List<Step> steps,
        @Nullable String strategy,
        @Nullable Requirements requires) {

    /**
     * What a node must have, as a request writes it.
     *
     * @param labels for each key the values of which any will do
     * @param resources what each running task uses up, such as {@code 2} or {@code 4GiB}
     */
    public record Requirements(Map<String, List<String>> labels, Map<String, String> resources) {}

    /**
     * When each phase began; null for what has not.
     *
     * @param created accepted
     * @param started splitting began
     * @param split splitting was done
     * @param aggregating all tasks had ended
     * @param ended the job ended
     */
    public record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant split,
            @Nullable Instant aggregating,
            @Nullable Instant ended) {}

    /** Blocks of the job: how many, how many settled, and tasks per block. */
    public record Blocks(int total, int settled, int size) {}

    /**
     * Figures over all tasks so far.
     *
     * @param attempts attempts that ended or run
     * @param retried attempts that failed or timed out and were tried again
     * @param lost attempts lost with their node
     * @param late results of superseded attempts that were ignored
     * @param runMillis run time of the accepted attempts, summed
     * @param tasksPerSecond ended tasks over the time since splitting began
     */
    public record Statistics(
            long attempts,
            long retried,
            long lost,
            long late,
            double runMillis,
            double tasksPerSecond) {}

    /** Why a job failed: the code, a sentence, and the task that caused it where one did. */
    public record Failure(String code, String message, @Nullable Long task) {}

    /** The result of a job: media type, size in bytes and when it will be dropped. */
    public record Result(String mediaType, long size, Instant expires) {}

    /**
     * A step of the job.
     *
     * @param state where it stands; SKIPPED when it did not run
     * @param job id of the job that carries it; null before it begins
     * @param dependsOn what must have ended before
     * @param inputFrom the step whose result is its input
     * @param tasks counts of its tasks
     * @param progress 0 to 1
     * @param failure why it failed or which failure kept it from running
     */
    public record Step(
            String name,
            String type,
            StepRecord.State state,
            @Nullable String job,
            List<After> dependsOn,
            @Nullable String inputFrom,
            TaskCounts tasks,
            double progress,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable Failure failure) {}

    /** Another step that must have ended before, and how: success, failure or always. */
    public record After(String step, String on) {}

    /** A numbered change of the job itself. */
    public record Event(long number, Instant time, String what, @Nullable String detail) {}
}
