package io.gridmill.task;

import org.jspecify.annotations.Nullable;

/** A task failed and knows whether another attempt makes sense. */
public final class TaskFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean retry;

    private TaskFailure(String code, String message, boolean retry, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retry = retry;
    }

    /**
     * Another attempt may succeed (a resource was not there).
     *
     * @param code lower case words joined by hyphens, stable, for {@code retry.on} and statistics
     */
    public static TaskFailure retry(String code, String message, @Nullable Throwable cause) {
        return new TaskFailure(code, message, true, cause);
    }

    /** No attempt will ever succeed (the data are wrong); the task fails at once. */
    public static TaskFailure giveUp(String code, String message) {
        return new TaskFailure(code, message, false, null);
    }

    /** The stable code of what went wrong. */
    public String code() {
        return code;
    }

    /** Whether another attempt makes sense. */
    public boolean mayRetry() {
        return retry;
    }
}
