package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.JobRequest;
import io.gridmill.job.JobRequestReader;
import io.gridmill.task.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job of a batch.
 *
 * @param request null where it cannot be read
 * @param key makes repeating it safe; null for none
 * @param refusal why it cannot be read; null where it can
 */
record BatchEntry(
        int index,
        @Nullable JobRequest request,
        @Nullable String key,
        @Nullable GridException refusal) {
    private static final String KEY = "idempotencyKey";

    /**
     * Reads an entry: a job as {@code POST /jobs} takes it, and perhaps {@code idempotencyKey}.
     *
     * @param batchKey key of the whole batch, from which that of an entry follows; null for none
     */
    static BatchEntry read(int index, JsonNode body, @Nullable String batchKey) {
        // A line break cannot stand in a key that somebody gives, so these never meet.
        String key = batchKey == null ? null : batchKey + "\n" + index;
        try {
            if (body instanceof ObjectNode object && object.has(KEY)) {
                JsonNode own = object.remove(KEY);
                if (!own.isTextual()) {
                    String rule = KEY + " must be a string";
                    throw new GridException(
                            ErrorCode.BAD_REQUEST,
                            rule,
                            List.of(new FieldError("/" + KEY, "type", rule)));
                }
                key = IdempotencyKeys.checked(own.textValue(), "/" + KEY);
            }
            return new BatchEntry(index, JobRequestReader.read(body), key, null);
        } catch (GridException e) {
            return new BatchEntry(index, null, key, e);
        }
    }

    /** A refusal as it stands in the answer to the batch. */
    ObjectNode refused(GridException e) {
        ObjectNode problem = Problems.body(e);
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("index", index).put("status", problem.path("status").asInt());
        entry.set("problem", problem);
        return entry;
    }

    /** The same fault, as one of the whole batch: its fields are named from there. */
    List<FieldError> faults(GridException e) {
        String at = "/" + index;
        return e.errors().isEmpty()
                ? List.of(new FieldError(at, e.code().code(), String.valueOf(e.getMessage())))
                : e.errors().stream()
                        .map(f -> new FieldError(at + f.pointer(), f.code(), f.message()))
                        .toList();
    }
}
