package io.gridmill.api;

import io.gridmill.job.DurationText;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.job.NearestName;
import io.gridmill.task.FieldError;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, read like the fields of a body: each is checked, all faults
 * are told at once by {@link #done()}, and what is not known is refused. A parameter that is
 * silently ignored ({@code dryRun=true}) would do harm.
 */
final class Query {
    private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9._~:=+/-]{1,500}");

    private final Map<String, List<String>> given;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private Query(Map<String, List<String>> given) {
        this.given = given;
    }

    static Query of(HttpRequest<?> request) {
        return new Query(request.getParameters().asMap());
    }

    /** For addresses that take no parameters. */
    static void none(HttpRequest<?> request) {
        of(request).done();
    }

    @Nullable String text(String name) {
        known.add(name);
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            error(name, "choice", "may be given once only");
        }
        return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
    }

    /** Whether a parameter is {@code true}; it may be left out. */
    boolean flag(String name) {
        String text = text(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            error(name, "choice", "must be true or false");
        }
        return "true".equals(text);
    }

    @Nullable String cursor() {
        String cursor = text("cursor");
        if (cursor != null && !CURSOR.matcher(cursor).matches()) {
            error("cursor", "format", "is none of this server's; take it from the page before");
            return null;
        }
        return cursor;
    }

    /** A whole number from 0 up to {@code max}. */
    long number(String name, long fallback, long max) {
        String text = text(name);
        if (text == null) {
            return fallback;
        }
        Optional<Long> number = number(text);
        if (number.isEmpty() || number.get() < 0 || number.get() > max) {
            error(name, number.isEmpty() ? "type" : "range", "must be 0 to " + max);
            return fallback;
        }
        return number.get();
    }

    int limit(int fallback, int max) {
        String text = text("limit");
        if (text == null) {
            return fallback;
        }
        Optional<Long> limit = number(text);
        if (limit.isEmpty() || limit.get() < 1 || limit.get() > max) {
            error("limit", limit.isEmpty() ? "type" : "range", "must be 1 to " + max);
            return fallback;
        }
        return limit.get().intValue();
    }

    Optional<Duration> duration(String name, Duration max) {
        String text = text(name);
        if (text == null) {
            return Optional.empty();
        }
        Optional<Duration> duration = DurationText.parse(text);
        if (duration.isEmpty()) {
            error(name, "format", "must be a duration such as 30s or PT30S");
        } else if (duration.get().compareTo(max) > 0) {
            error(name, "range", "may be at most " + max.toSeconds() + "s");
        }
        return duration;
    }

    <E extends Enum<E>> @Nullable E choice(String name, Class<E> choices) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(text.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        error(name, "choice", "must be one of " + Arrays.toString(choices.getEnumConstants()));
        return null;
    }

    /** {@code label=k:v} or {@code label=k=v}, as often as wanted. */
    Map<String, String> labels(String name) {
        known.add(name);
        Map<String, String> labels = new LinkedHashMap<>();
        for (String text : given.getOrDefault(name, List.of())) {
            int split = separator(text);
            if (split < 1) {
                error(name, "format", "must be key:value or key=value");
            } else {
                labels.put(text.substring(0, split), text.substring(split + 1));
            }
        }
        return labels;
    }

    /** Ends the reading. */
    void done() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                String hint =
                        NearestName.of(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(known.isEmpty() ? "" : "; known are " + known);
                error(name, "unknown", "is not a parameter of this address" + hint);
            }
        }
        if (!errors.isEmpty()) {
            throw new GridException(ErrorCode.BAD_REQUEST, errors.getFirst().message(), errors);
        }
    }

    private static int separator(String text) {
        int colon = text.indexOf(':');
        int equals = text.indexOf('=');
        return colon < 0 || (equals >= 0 && equals < colon) ? equals : colon;
    }

    private static Optional<Long> number(String text) {
        return text.matches("-?\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private void error(String name, String code, String message) {
        String shown = name.length() <= 60 ? name : name.substring(0, 57) + "...";
        errors.add(new FieldError("?" + shown, code, "query parameter " + shown + " " + message));
    }
}
