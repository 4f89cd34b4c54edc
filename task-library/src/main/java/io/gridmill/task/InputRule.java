package io.gridmill.task;

/** Whether the jobs of a task type take input data. */
public enum InputRule {
    /** Input is refused. */
    NONE,
    /** Input may be given. */
    OPTIONAL,
    /** A job without input is refused. */
    REQUIRED
}
