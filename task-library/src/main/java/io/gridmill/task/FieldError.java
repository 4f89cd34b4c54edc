package io.gridmill.task;

/**
 * One bad field of a request.
 *
 * @param pointer JSON pointer to it, such as {@code /parameters/width}
 * @param code what is wrong, stable: {@code required}, {@code unknown}, {@code type}, {@code
 *     range}, {@code choice}, {@code format}
 * @param message what is wrong, the limit, and what to do, for a person
 */
public record FieldError(String pointer, String code, String message) {}
