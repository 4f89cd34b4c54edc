package io.gridmill.client;

/**
 * One server-sent event.
 *
 * @param id the id that a later stream resumes after; empty when the server sent none so far
 * @param name its {@code event} field, {@code message} where absent
 * @param data its data lines, joined by line feeds
 */
public record ServerEvent(String id, String name, String data) {}
