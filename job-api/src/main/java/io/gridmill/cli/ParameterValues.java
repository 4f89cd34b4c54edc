package io.gridmill.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gridmill.client.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads JSON out of what a user typed. */
final class ParameterValues {
    private ParameterValues() {}

    /**
     * The value of {@code --param k=v}: a number, truth value, array, object or null where the text
     * is one in JSON, else the text itself.
     */
    static JsonNode value(String text) {
        try {
            JsonNode value = Wire.MAPPER.readTree(text);
            return value.isMissingNode() || value.isTextual() ? new TextNode(text) : value;
        } catch (JsonProcessingException _) {
            return new TextNode(text);
        }
    }

    /** A JSON object, written out or {@code @FILE}. */
    static ObjectNode object(String option, String text) throws IOException {
        return text.startsWith("@")
                ? read(option, Path.of(text.substring(1)))
                : parse(option, text);
    }

    /** A JSON object in a file. */
    static ObjectNode read(String option, Path file) throws IOException {
        return parse(option, Files.readString(file));
    }

    private static ObjectNode parse(String option, String text) {
        try {
            if (Wire.MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw CommandException.usage(
                    option + " is not valid JSON: " + e.getOriginalMessage() + where(e));
        }
        throw CommandException.usage(option + " must be a JSON object, such as {\"width\": 512}.");
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line "
                        + e.getLocation().getLineNr()
                        + ", column "
                        + e.getLocation().getColumnNr()
                        + ")";
    }
}
