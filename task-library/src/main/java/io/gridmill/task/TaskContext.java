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

    /** What the tasks of this job tell each other to save work. */
    default TaskHints hints() {
        return TaskHints.none();
    }
}
