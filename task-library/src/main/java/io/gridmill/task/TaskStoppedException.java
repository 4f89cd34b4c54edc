package io.gridmill.task;

/** A task noticed that it should stop. Not a failure; task code lets it pass through. */
public final class TaskStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TaskStoppedException() {
        super("The task was told to stop", null, false, false);
    }
}
