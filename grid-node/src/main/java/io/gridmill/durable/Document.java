package io.gridmill.durable;

/**
 * Something small that is kept beside the jobs: a schedule, a token, a part of the configuration.
 *
 * @param kind what it is, such as {@code schedule}
 * @param key unlike that of any other of its kind
 * @param version rises with each change
 * @param json its text
 */
public record Document(String kind, String key, long version, String json) {}
