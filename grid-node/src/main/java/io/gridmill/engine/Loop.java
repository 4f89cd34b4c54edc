package io.gridmill.engine;

import java.util.concurrent.Executor;

/**
 * Does short things soon or later, none of which waits. After its end it does nothing more, silently.
 * Thread-safe.
 */
public interface Loop {

    /** Does something soon, on no thread of the caller's. */
    void soon(Runnable action);

    /** Does something after so many milliseconds, by the monotonic clock. */
    void after(long millis, Runnable action);

    /** For code that may take its time and wait: code of users, and bytes that come from elsewhere. */
    Executor patient();
}
