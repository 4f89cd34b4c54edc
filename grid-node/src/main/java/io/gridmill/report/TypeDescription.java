package io.gridmill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridmill.task.InputRule;
import io.gridmill.task.TaskType;

/**
 * A task type as people are told about it.
 *
 * @param input whether its jobs take input
 * @param schema JSON schema of its parameters
 */
public record TypeDescription(String name, String summary, InputRule input, JsonNode schema) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a type says of itself. */
    public static TypeDescription of(TaskType<?, ?, ?> type) {
        try {
            JsonNode schema = JSON.readTree(type.parameterSchema());
            return new TypeDescription(type.name(), type.summary(), type.inputRule(), schema);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The schema of type " + type.name() + " is no JSON", e);
        }
    }
}
