package io.gridmill.report;

import org.jspecify.annotations.Nullable;

/**
 * How the durable store is, as one node sees it.
 *
 * @param kind {@code none}, {@code sqlite} or {@code postgres}
 * @param recovering whether jobs of an earlier grid are still being loaded
 * @param trouble why it cannot be written; null when it can
 * @param loaded jobs that were loaded so far; null while none are
 * @param toLoad jobs that the store holds; null while none are loaded
 */
public record StoreStatus(
        String kind,
        boolean recovering,
        @Nullable String trouble,
        @Nullable Integer loaded,
        @Nullable Integer toLoad) {
    /** While nothing is loaded. */
    public StoreStatus(String kind, boolean recovering, @Nullable String trouble) {
        this(kind, recovering, trouble, null, null);
    }
}
