package io.gridmill.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.ledger.AttemptOutcome;
import io.gridmill.ledger.TaskState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as people are told about it.
 *
 * @param number from 0
 * @param attempts every attempt, oldest first; one that runs has no end and no outcome
 * @param job id of the job that carries it
 * @param resultSize bytes of its recorded result; null when there is none (any more)
 * @param step of which step of a job it is a task; null where the job has no steps
 * @param payload what it works on; null in lists, and for types that show nothing of it
 */
public record TaskStatus(
        String job,
        long number,
        TaskState state,
        @Nullable String node,
        List<Attempt> attempts,
        @Nullable Long resultSize,
        @Nullable String step,
        @Nullable Payload payload) {

    /**
     * What a task works on.
     *
     * @param json null where it has no such form, or one of more than 4 KiB
     * @param size bytes as it travels; null where it follows from the task's number
     * @param sha256 of the bytes as they travel; null where {@code json} is there
     * @param base64 the bytes as they travel; null where {@code json} is there, or they are over 4 KiB
     */
    public record Payload(
            @Nullable JsonNode json,
            @Nullable Integer size,
            @Nullable String sha256,
            @Nullable String base64) {}

    /** The same with what it works on. */
    public TaskStatus with(Payload shown) {
        return new TaskStatus(job, number, state, node, attempts, resultSize, step, shown);
    }

    /**
     * One attempt.
     *
     * @param number from 1
     * @param node name of the node that ran it
     * @param runMillis how long the task's code ran
     * @param code error code of a failed attempt
     * @param generation of the job when it ran: 1, and one more for each retry by hand
     */
    public record Attempt(
            int number,
            String node,
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Double runMillis,
            @Nullable AttemptOutcome outcome,
            @Nullable String code,
            @Nullable String message,
            int generation) {}
}
