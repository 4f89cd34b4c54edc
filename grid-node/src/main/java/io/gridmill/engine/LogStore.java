package io.gridmill.engine;

import io.gridmill.job.LogKey;
import io.gridmill.job.LogTail;
import java.util.Collection;

/** Keeps logs of attempts where other nodes read them; may lose them. Never waits. Thread-safe. */
public interface LogStore {

    /** Keeps the end of a log, in place of what was kept of it. */
    void keep(LogKey key, LogTail tail, long keptMillis);

    /** Forgets logs. */
    void forget(Collection<LogKey> keys);

    /** Keeps nothing. */
    static LogStore none() {
        return new LogStore() {
            @Override
            public void keep(LogKey key, LogTail tail, long keptMillis) {}

            @Override
            public void forget(Collection<LogKey> keys) {}
        };
    }
}
