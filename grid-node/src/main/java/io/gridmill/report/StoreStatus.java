package io.gridmill.report;

import org.jspecify.annotations.Nullable;

/**
 * How the durable store is, as one node sees it.
 *
 * @param kind {@code none}, {@code sqlite} or {@code postgres}
 * @param recovering whether jobs of an earlier grid are still being loaded
 * @param trouble why it cannot be written; null when it can
 */
public record StoreStatus(String kind, boolean recovering, @Nullable String trouble) {}
