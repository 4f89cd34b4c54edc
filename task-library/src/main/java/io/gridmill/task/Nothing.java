package io.gridmill.task;

/** The result of a task that returns nothing. */
public enum Nothing {
    /** The only value. */
    NOTHING
}
