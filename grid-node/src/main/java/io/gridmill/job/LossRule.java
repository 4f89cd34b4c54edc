package io.gridmill.job;

/**
 * What is made of tasks whose node was lost while it held them.
 *
 * @param reassign whether they run again; if not, each that may have run has failed
 * @param poisonNodes a task that was alone suspected of so many lost nodes has failed, 1 to 100
 */
public record LossRule(boolean reassign, int poisonNodes) {
    /** Where nothing is said. */
    public static final LossRule DEFAULT = new LossRule(true, 3);
}
