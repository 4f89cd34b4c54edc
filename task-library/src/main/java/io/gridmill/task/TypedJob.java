package io.gridmill.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/**
 * A job of a type with its parameters, whose result is a Java value.
 *
 * @param type name of the task type
 * @param parameters not changed afterwards
 * @param reader of the result
 * @param <R> what the result is
 */
public record TypedJob<R>(String type, ObjectNode parameters, ResultReader<R> reader) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a result; does not close the stream. */
    @FunctionalInterface
    public interface ResultReader<R> {
        R read(InputStream in) throws IOException;
    }

    /** No parameters yet. */
    public static ObjectNode noParameters() {
        return JSON.createObjectNode();
    }

    /** A job whose result is JSON. */
    public static TypedJob<JsonNode> json(String type, ObjectNode parameters) {
        return new TypedJob<>(type, parameters, JSON::readTree);
    }

    /** A job whose result is JSON that makes a value of a class. */
    public static <R> TypedJob<R> json(String type, ObjectNode parameters, Class<R> result) {
        return new TypedJob<>(type, parameters, in -> JSON.readValue(in, result));
    }

    /** A job whose result is wanted as its bytes. */
    public static TypedJob<byte[]> bytes(String type, ObjectNode parameters) {
        return new TypedJob<>(type, parameters, InputStream::readAllBytes);
    }
}
