package io.gridmill.job;

import io.gridmill.task.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The grid says no: a code, a sentence for a person, and the bad fields where there are any. */
public final class GridException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;
    private int retryAfterSeconds;

    public GridException(ErrorCode code, String message) {
        this(code, message, List.of(), null);
    }

    public GridException(ErrorCode code, String message, List<FieldError> errors) {
        this(code, message, errors, null);
    }

    public GridException(
            ErrorCode code, String message, List<FieldError> errors, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    /** The same, to be tried again after so many seconds. */
    public GridException retryAfter(int seconds) {
        retryAfterSeconds = seconds;
        return this;
    }

    /** Seconds after which trying again may help; 0 where that is not known. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What kind of no. */
    public ErrorCode code() {
        return code;
    }

    /** The bad fields, empty where the error is about none. */
    public List<FieldError> errors() {
        return errors;
    }
}
