package io.gridmill.task;

/** What a running task may ask and tell. Belongs to one attempt; used from its thread. */
public interface TaskContext {

    /**
     * The job's id: no two jobs of a grid have the same, and every attempt of each task of a job
     * sees the same. Seeds what must differ from job to job.
     */
    String job();

    /** Number of the task in its job, from 0. */
    long task();

    /** Number of this attempt, from 1. */
    int attempt();

    /**
     * The same for each repetition of this attempt and different for every other attempt: hand it
     * to outside systems as an idempotency key.
     */
    String attemptKey();

    /** The job's input. */
    JobInput input();

    /** Whether the task should stop: cancelled, timed out, or its node is leaving. */
    boolean stopped();

    /**
     * Returns when the task may go on.
     *
     * @throws TaskStoppedException when it should stop; let it pass through
     */
    default void checkStopped() {
        if (stopped()) {
            throw new TaskStoppedException();
        }
    }

    /** Tells how far the task is, 0 to 1; cheap, call it as often as you like. */
    void progress(double fraction);

    /**
     * Writes a line to the attempt's log, which users of the job read while the task runs and after.
     * Of an attempt the last 64 KiB are kept; a line longer than 4 KiB is cut, and of more than 1,000
     * lines a second the rest is left out, which the log says. Write no secrets and no input data.
     *
     * @param line text; line feeds in it make several lines
     */
    default void log(String line) {}

    /** What the tasks of this job tell each other to save work. */
    default TaskHints hints() {
        return TaskHints.none();
    }
}
