package io.gridmill.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns an error answer (RFC 9457) back into the exception it was made from. */
final class Problems {
    private static final String TYPE_PREFIX = "/problems/";

    private Problems() {}

    /** The exception of an answer; also where the body is none of ours, as a proxy's is. */
    static GridException read(int status, String body) {
        JsonNode problem = parse(body);
        if (problem == null || !problem.isObject()) {
            return new GridException(
                    ofStatus(status), "The server answered " + status + shortened(body));
        }
        ErrorCode code = ofType(problem.path("type").asText(""));
        String detail = problem.path("detail").asText("");
        String title = problem.path("title").asText("The server answered " + status);
        return new GridException(
                code == null ? ofStatus(status) : code,
                detail.isEmpty() ? title : detail,
                errors(problem.path("errors")));
    }

    private static @Nullable JsonNode parse(String body) {
        try {
            return Wire.MAPPER.readTree(body);
        } catch (JsonProcessingException _) {
            return null;
        }
    }

    private static List<FieldError> errors(JsonNode array) {
        List<FieldError> errors = new ArrayList<>();
        for (JsonNode error : array) {
            String message = error.path("message").asText(error.path("detail").asText(""));
            errors.add(
                    new FieldError(
                            error.path("pointer").asText(""),
                            error.path("code").asText(""),
                            message));
        }
        return errors;
    }

    private static @Nullable ErrorCode ofType(String type) {
        String name =
                type.substring(
                        type.lastIndexOf(TYPE_PREFIX) < 0
                                ? 0
                                : type.lastIndexOf(TYPE_PREFIX) + TYPE_PREFIX.length());
        for (ErrorCode code : ErrorCode.values()) {
            if (code.code().equals(name)) {
                return code;
            }
        }
        return null;
    }

    private static ErrorCode ofStatus(int status) {
        if (status == 502 || status == 504) {
            return ErrorCode.UNAVAILABLE;
        }
        for (ErrorCode code : ErrorCode.values()) {
            if (code.httpStatus() == status) {
                return status == 404 ? ErrorCode.NOT_FOUND : code;
            }
        }
        return status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL;
    }

    private static String shortened(String body) {
        String text = body.strip();
        if (text.isEmpty()) {
            return " without saying why";
        }
        return ": " + (text.length() <= 200 ? text : text.substring(0, 197) + "...");
    }
}
