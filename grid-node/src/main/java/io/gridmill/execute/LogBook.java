package io.gridmill.execute;

import io.gridmill.job.LogKey;
import org.jspecify.annotations.Nullable;

/** Where attempts write. Thread-safe. */
public interface LogBook {
    /** For where nobody reads. */
    LogBook CLOSED = (_, _) -> null;

    /**
     * A log for an attempt that writes its first line; null when no more can be kept.
     *
     * @param keptMillis how long it is kept after it was last written
     */
    @Nullable TaskLog open(LogKey key, long keptMillis);
}
