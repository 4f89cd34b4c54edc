package io.gridmill.task;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters that cannot be used, with every bad field named. */
public final class BadParametersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public BadParametersException(List<FieldError> errors) {
        super(
                errors.stream()
                        .map(e -> e.pointer() + ": " + e.message())
                        .collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    /** What is wrong, at least one. */
    public List<FieldError> errors() {
        return errors;
    }
}
