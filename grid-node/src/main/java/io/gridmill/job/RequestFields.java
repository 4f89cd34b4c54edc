package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.task.FieldError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a request: each is read once, every fault is put on a shared list,
 * and what nobody asked for is refused by {@link #done()}. A JSON null counts as absent.
 */
public final class RequestFields {
    private static final int MAX_ENTRIES = 32;
    private static final int MAX_KEY = 64;

    private final ObjectNode object;
    private final String pointer;
    private final List<FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();

    public RequestFields(ObjectNode object, String pointer, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** The value of a field; null where it is absent. */
    public @Nullable JsonNode find(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public @Nullable String text(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            error(name, "type", "must be a string, is " + shown(value));
            return null;
        }
        return value.textValue();
    }

    public @Nullable Boolean flag(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            error(name, "type", "must be true or false, is " + shown(value));
            return null;
        }
        return value.booleanValue();
    }

    public int integer(String name, int fallback, int min, int max) {
        JsonNode value = find(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isIntegralNumber()) {
            error(name, "type", "must be a whole number, is " + shown(value));
            return fallback;
        }
        if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            error(name, "range", "must be " + min + " to " + max + ", is " + shown(value));
            return fallback;
        }
        return value.intValue();
    }

    double decimal(String name, double fallback, double min, double max) {
        JsonNode value = find(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isNumber()) {
            error(name, "type", "must be a number, is " + shown(value));
            return fallback;
        }
        double number = value.doubleValue();
        if (!(number >= min && number <= max)) {
            error(name, "range", "must be " + min + " to " + max + ", is " + shown(value));
            return fallback;
        }
        return number;
    }

    public @Nullable Duration duration(String name, Duration min, Duration max) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        Duration duration =
                value.isTextual() ? DurationText.parse(value.textValue()).orElse(null) : null;
        if (duration == null) {
            String form =
                    "must be a duration such as \"500ms\", \"30s\", \"10m\", \"24h\" or \"PT30S\"";
            error(name, value.isTextual() ? "format" : "type", form + ", is " + shown(value));
            return null;
        }
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            error(
                    name,
                    "range",
                    "must be "
                            + DurationText.of(min)
                            + " to "
                            + DurationText.of(max)
                            + ", is "
                            + shown(value));
            return null;
        }
        return duration;
    }

    /** Short texts by key, in the order given. */
    public Map<String, String> texts(String name, int maxValue) {
        ObjectNode entries = object(name);
        if (entries == null) {
            return Map.of();
        }
        if (entries.size() > MAX_ENTRIES) {
            error(name, "range", "must have at most 32 entries, has " + entries.size());
            return Map.of();
        }
        RequestFields fields = new RequestFields(entries, at(name), errors);
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (key.isBlank() || key.length() > MAX_KEY) {
                fields.error(key, "range", "is no good key: 1 to 64 characters are allowed");
            } else if (!value.isTextual()) {
                fields.error(key, "type", "must be a string, is " + shown(value));
            } else if (value.textValue().length() > maxValue) {
                fields.error(key, "range", "must have at most " + maxValue + " characters");
            } else {
                texts.put(key, value.textValue());
            }
        }
        return texts;
    }

    public @Nullable ObjectNode object(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode node) {
            return node;
        }
        error(name, "type", "must be an object, is " + shown(value));
        return null;
    }

    /** Refuses a field of the contract whose meaning is not built yet, rather than dropping it. */
    void unsupported(String name) {
        if (find(name) != null) {
            error(name, "unsupported", "is not supported by this version; leave it out");
        }
    }

    /** Accepts the only value of a choice that this version knows. */
    void only(String name, String supported, List<String> later) {
        JsonNode value = find(name);
        if (value == null || (value.isTextual() && value.textValue().equals(supported))) {
            return;
        }
        if (value.isObject() || (value.isTextual() && later.contains(value.textValue()))) {
            String what = "may only be \"" + supported + "\": " + shown(value);
            error(name, "unsupported", what + " is not supported by this version");
        } else {
            error(name, "choice", "must be \"" + supported + "\", is " + shown(value));
        }
    }

    /** The fields of an object inside this one, at a path such as {@code dependsOn/3}. */
    RequestFields inside(String path, ObjectNode fields) {
        return new RequestFields(fields, pointer + "/" + path, errors);
    }

    public void error(String name, String code, String message) {
        errors.add(new FieldError(at(name), code, name + " " + message));
    }

    /** Refuses every field that was never read. */
    public void done() {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String name = entry.getKey();
            if (!known.contains(name)) {
                String hint =
                        NearestName.of(name, known)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("known are " + String.join(", ", known));
                error(clipped(name), "unknown", "is not a known field; " + hint);
            }
        }
    }

    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static String shown(JsonNode value) {
        return value.isContainerNode()
                ? value.isArray() ? "an array" : "an object"
                : clipped(value.toString());
    }

    private static String clipped(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
