package io.gridmill.api;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.FieldError;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys that make repeating a request safe. */
final class IdempotencyKeys {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private IdempotencyKeys() {}

    /** The key in a request's header; null for none. */
    static @Nullable String of(HttpRequest<?> request) {
        String key = request.getHeaders().get("Idempotency-Key");
        return key == null ? null : checked(key, "Idempotency-Key");
    }

    /** The key, or the refusal of one that is none. */
    static String checked(String key, String field) {
        if (!KEY.matcher(key).matches()) {
            String rule = field + " must have 1 to 200 visible ASCII characters";
            throw new GridException(
                    ErrorCode.BAD_REQUEST, rule, List.of(new FieldError(field, "format", rule)));
        }
        return key;
    }
}
