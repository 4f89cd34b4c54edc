package io.gridmill.settings;

import io.gridmill.task.FieldError;

/**
 * What is wrong with a key or its value.
 *
 * @param pointer where it stands in a document of JSON; the option or variable where it stood in none
 * @param key as it was given
 * @param code {@code unknown}, {@code range} or {@code not-live}
 * @param message names the key, the value and what is allowed
 */
public record Fault(String pointer, String key, String code, String message) {

    /** The same as a fault of a request's body. */
    public FieldError field() {
        return new FieldError(pointer, code, message);
    }
}
