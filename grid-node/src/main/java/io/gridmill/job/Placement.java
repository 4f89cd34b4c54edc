package io.gridmill.job;

/**
 * Where a job's tasks may run, who takes them first, and whether slow ones may run twice.
 *
 * @param strategy {@code strategy}, the grid's default filled in
 * @param needs {@code requires}
 * @param speculation {@code speculation}, the grid's default filled in
 */
public record Placement(Strategy strategy, Needs needs, Speculation speculation) {
    /** Wherever a slot is free. */
    public static final Placement ANYWHERE = new Placement(Strategy.LEAST_BUSY, Needs.NONE);

    /** No task runs beside itself. */
    public Placement(Strategy strategy, Needs needs) {
        this(strategy, needs, Speculation.OFF);
    }

    /** Whether every node that knows the type may take any task at any time. */
    public boolean anywhere() {
        return strategy == Strategy.LEAST_BUSY && needs.none();
    }
}
