package io.gridmill.task.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the JSON schemas that lie beside the task types as {@code schema/NAME.json}. */
final class ParameterSchema {
    private ParameterSchema() {}

    static String of(String typeName) {
        String file = "schema/" + typeName + ".json";
        try (InputStream in = ParameterSchema.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The parameter schema " + file + " is missing from the task library");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The parameter schema " + file + " cannot be read", e);
        }
    }
}
