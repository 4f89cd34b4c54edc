package io.gridmill.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the JSON schema that lies beside a task type's class as {@code NAME.schema.json}. */
final class ParameterSchema {
    private ParameterSchema() {}

    static String beside(Class<?> typeClass, String typeName) {
        String file = typeName + ".schema.json";
        try (InputStream in = typeClass.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The parameter schema "
                                + file
                                + " is missing beside "
                                + typeClass.getName()
                                + "; put it into the resources of the same package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The parameter schema " + file + " cannot be read", e);
        }
    }
}
