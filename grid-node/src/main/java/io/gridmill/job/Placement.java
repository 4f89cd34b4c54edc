package io.gridmill.job;

/**
 * Where a job's tasks may run, and who takes them first.
 *
 * @param strategy {@code strategy}, the grid's default filled in
 * @param needs {@code requires}
 */
public record Placement(Strategy strategy, Needs needs) {
    /** Wherever a slot is free. */
    public static final Placement ANYWHERE = new Placement(Strategy.LEAST_BUSY, Needs.NONE);

    /** Whether every node that knows the type may take any task at any time. */
    public boolean anywhere() {
        return strategy == Strategy.LEAST_BUSY && needs.none();
    }
}
