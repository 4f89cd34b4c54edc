package io.gridmill.task;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a job field by field, collecting every error, and refuses what nobody
 * asked for. Read all fields, then call {@link #done()} before using any of the values:
 *
 * <pre>{@code
 * int width = source.integer("width", 1024, 1, 65_536);
 * source.done();
 * }</pre>
 *
 * Not thread-safe.
 */
public final class Parameters {
    private static final String ROOT = "/parameters";

    private final @Nullable JsonNode object;
    private final String root;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private Parameters(@Nullable JsonNode object, String root) {
        this.object = object;
        this.root = root;
    }

    /** The fields of a JSON object; none when it is null. */
    public static Parameters of(@Nullable JsonNode object) {
        return new Parameters(object, ROOT);
    }

    /**
     * The fields of a JSON object that stands elsewhere in a request.
     *
     * @param root JSON pointer to it, such as {@code /tasks/3}; errors name their fields from there
     */
    public static Parameters of(@Nullable JsonNode object, String root) {
        return new Parameters(object, root);
    }

    /** A whole number; {@code fallback} where it is absent. Limits are inclusive. */
    public int integer(String name, int fallback, int min, int max) {
        return (int) number(name, fallback, min, max);
    }

    /** A whole number of 64 bits; {@code fallback} where it is absent. Limits are inclusive. */
    public long number(String name, long fallback, long min, long max) {
        JsonNode value = find(name);
        if (value == null) {
            return fallback;
        }
        if (!isWhole(value)) {
            error(name, "type", "must be a whole number, is " + shown(value));
            return fallback;
        }
        if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            error(name, "range", "must be " + min + " to " + max + ", is " + shown(value));
            return fallback;
        }
        return value.longValue();
    }

    /** A finite decimal number; {@code fallback} where it is absent. Limits are inclusive. */
    public double decimal(String name, double fallback, double min, double max) {
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

    /** True or false; {@code fallback} where it is absent. */
    public boolean flag(String name, boolean fallback) {
        JsonNode value = find(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            error(name, "type", "must be true or false, is " + shown(value));
            return fallback;
        }
        return value.booleanValue();
    }

    /** One of the given words; {@code fallback} where it is absent. */
    public String choice(String name, String fallback, List<String> choices) {
        JsonNode value = find(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isTextual() || !choices.contains(value.textValue())) {
            error(name, "choice", "must be one of " + choices + ", is " + shown(value));
            return fallback;
        }
        return value.textValue();
    }

    /**
     * A list of lines: an array of strings, or one string whose lines are the items; none where it
     * is absent. They may be secret: no error shows them.
     *
     * @param mostLines limit of their number
     * @param mostCharacters limit of their length together
     */
    public List<String> lines(String name, int mostLines, int mostCharacters) {
        JsonNode value = find(name);
        if (value == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        if (value.isTextual()) {
            value.textValue().lines().forEach(lines::add);
        }
        for (JsonNode line : value) {
            if (line.isTextual() && line.textValue().lines().count() <= 1) {
                lines.add(line.textValue());
            }
        }
        if (!value.isTextual() && (!value.isArray() || lines.size() < value.size())) {
            error(name, "type", "must be an array of strings of one line, or one string of lines");
            return List.of();
        }
        long characters = lines.stream().mapToLong(String::length).sum();
        if (lines.isEmpty() || lines.size() > mostLines || characters > mostCharacters) {
            error(
                    name,
                    "range",
                    ("must have 1 to " + mostLines + " lines and at most " + mostCharacters)
                            + (" characters, has " + lines.size() + " lines and " + characters)
                            + " characters");
            return List.of();
        }
        return lines;
    }

    /**
     * A text; {@code fallback} where it is absent.
     *
     * @param mostChars most characters, inclusive
     */
    public String text(String name, String fallback, int mostChars) {
        JsonNode value = find(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isTextual()) {
            error(name, "type", "must be a text, is " + shown(value));
            return fallback;
        }
        if (value.textValue().length() > mostChars) {
            error(name, "range", "must be at most " + mostChars + " characters long");
            return fallback;
        }
        return value.textValue();
    }

    /**
     * A list of texts; {@code fallback} where it is absent. An element that is no text, or too long,
     * is an error of its own that points at the element.
     *
     * @param mostElements most elements, inclusive
     * @param mostChars most characters of an element, inclusive
     */
    public List<String> texts(String name, List<String> fallback, int mostElements, int mostChars) {
        JsonNode value = find(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isArray()) {
            String hint = value.isTextual() ? "; write [" + shown(value) + "]" : "";
            error(name, "type", "must be a list of texts, is " + shown(value) + hint);
            return fallback;
        }
        if (value.size() > mostElements) {
            error(
                    name,
                    "range",
                    "must have at most " + mostElements + " elements, has " + value.size());
            return fallback;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            if (!element.isTextual()) {
                elementError(name, i, "type", "must be a text, is " + shown(element));
            } else if (element.textValue().length() > mostChars) {
                elementError(name, i, "range", "must be at most " + mostChars + " characters long");
            } else {
                texts.add(element.textValue());
            }
        }
        return texts.size() == value.size() ? List.copyOf(texts) : fallback;
    }

    /** Any JSON value; null where it is absent or null. */
    public @Nullable JsonNode json(String name) {
        return find(name);
    }

    /** Adds an error at one element, from 0, of a list. */
    public void elementError(String name, int index, String code, String message) {
        errors.add(
                new FieldError(
                        pointer(name) + "/" + index, code, name + "[" + index + "] " + message));
    }

    /** Adds an error of the caller's own, for rules over several fields. */
    public void error(String name, String code, String message) {
        errors.add(new FieldError(pointer(name), code, name + " " + message));
    }

    /** The names of the fields asked for so far, in that order. */
    public Set<String> known() {
        return Collections.unmodifiableSet(known);
    }

    /**
     * Ends the reading.
     *
     * @throws BadParametersException when a field was bad or one stands there that was never read
     */
    public void done() {
        if (object != null && !object.isObject() && !object.isNull()) {
            errors.add(new FieldError(root, "type", "must be a JSON object, is " + shown(object)));
        } else if (object != null) {
            for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!known.contains(name)) {
                    error(name, "unknown", "is not a parameter of this type; known are " + known);
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new BadParametersException(errors);
        }
    }

    private @Nullable JsonNode find(String name) {
        known.add(name);
        JsonNode value = object == null ? null : object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private String pointer(String name) {
        return root + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Whether it is a whole number, be it written 3, 3.0 or 3e0. */
    private static boolean isWhole(JsonNode value) {
        if (value.isIntegralNumber()) {
            return true;
        }
        // 1e999 reads as infinity, which has no decimal value.
        return value.isNumber()
                && (value.isBigDecimal() || Double.isFinite(value.doubleValue()))
                && value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
