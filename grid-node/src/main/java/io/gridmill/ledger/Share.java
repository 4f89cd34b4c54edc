package io.gridmill.ledger;

/**
 * Which tasks of a job a claim may take: those whose number leaves a rest.
 *
 * @param of divisor, at least 1
 * @param at the rest, 0 to {@code of - 1}
 */
public record Share(int of, int at) {
    /** Every task. */
    public static final Share ALL = new Share(1, 0);

    public Share {
        if (of < 1 || at < 0 || at >= of) {
            throw new IllegalArgumentException("A share of " + at + " modulo " + of);
        }
    }

    /** Whether a task is in it. */
    public boolean has(long task) {
        return of == 1 || Math.floorMod(task, of) == at;
    }
}
