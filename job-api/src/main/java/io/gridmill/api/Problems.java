package io.gridmill.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.FieldError;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Errors as {@code application/problem+json} (RFC 9457). */
final class Problems {
    /** Path under which each code is explained. */
    static final String PATH = "/problems/";

    private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");

    private Problems() {}

    /** The answer to a request that the grid refused. */
    static MutableHttpResponse<byte[]> of(HttpRequest<?> request, GridException refusal) {
        return of(request, refusal, JsonNodeFactory.instance.objectNode());
    }

    /** The answer to a request that the grid refused, with further members. */
    static MutableHttpResponse<byte[]> of(
            HttpRequest<?> request, GridException refusal, ObjectNode more) {
        ObjectNode body = body(refusal);
        int status = body.path("status").intValue();
        body.put("instance", RequestGate.requestId(request));
        body.setAll(more);
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>status(status, reason(status))
                        .body(Json.bytes(body))
                        .contentType(PROBLEM_JSON)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return withHints(response, refusal);
    }

    /** What is said about a refusal, wherever it stands. */
    static ObjectNode body(GridException refusal) {
        ErrorCode code = refusal.code();
        // A code that ends jobs and tasks is no answer to a request; should one come, it is a
        // fault.
        int status = code.httpStatus() == 0 ? 500 : code.httpStatus();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", PATH + code.code());
        body.put("title", code.meaning());
        body.put("status", status);
        body.put("detail", refusal.getMessage());
        if (!refusal.errors().isEmpty()) {
            for (FieldError error : refusal.errors()) {
                body.withArray("errors").add(Json.tree(error));
            }
        }
        return body;
    }

    private static MutableHttpResponse<byte[]> withHints(
            MutableHttpResponse<byte[]> response, GridException refusal) {
        int seconds = refusal.retryAfterSeconds();
        if (seconds > 0) {
            return response.header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        }
        switch (refusal.code()) {
            case UNAUTHENTICATED ->
                    response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"gridmill\"");
            case QUEUE_FULL, TOO_MANY_STREAMS -> response.header(HttpHeaders.RETRY_AFTER, "5");
            case UNAVAILABLE, BELOW_QUORUM -> response.header(HttpHeaders.RETRY_AFTER, "2");
            default -> {}
        }
        return response;
    }

    /** The code that comes nearest to a status which the HTTP server itself chose. */
    static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413, 414, 431 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 416 -> ErrorCode.RANGE_NOT_SATISFIABLE;
            case 429 -> ErrorCode.QUEUE_FULL;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.BAD_REQUEST;
        };
    }

    /** The code of this name; null for none. */
    static @Nullable ErrorCode find(String name) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.code().equals(name.toLowerCase(Locale.ROOT))) {
                return code;
            }
        }
        return null;
    }

    private static String reason(int status) {
        try {
            return HttpStatus.valueOf(status).getReason();
        } catch (IllegalArgumentException e) {
            return "Error";
        }
    }
}
