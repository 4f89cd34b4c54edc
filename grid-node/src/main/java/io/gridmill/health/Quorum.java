package io.gridmill.health;

/**
 * Whether so many members that keep data may decide for the grid, or have to fear that more of them
 * go on behind a cut of the network. A majority is needed: of the configured size, else of the
 * largest membership seen since members left in good order. Below three there is no majority that
 * survives the loss of one, so that nothing is asked for.
 *
 * @param configured {@code cluster.size}: members that keep data; 0 where nobody said
 * @param size the most that were seen, less those that said goodbye
 */
public record Quorum(int configured, int size) {
    /** Fewer members than these are not protected. */
    public static final int FEWEST = 3;

    /** Where the members that are there stand. */
    public enum Standing {
        /** Too few members for a majority to mean anything: both sides of a cut would go on. */
        OFF,
        /** Enough of them are there. */
        MET,
        /** Too few are there: nothing may be decided. */
        BELOW
    }

    /** Nothing was seen yet. */
    public static Quorum of(int configured) {
        return new Quorum(configured, 0);
    }

    /** So many members that keep data are there, or somebody says that they were. */
    public Quorum seen(int members) {
        return members <= size ? this : new Quorum(configured, members);
    }

    /** One that kept data left in good order: it is not missed. */
    public Quorum afterGoodbye() {
        return new Quorum(configured, Math.max(0, size - 1));
    }

    /** Somebody vouches that of all there ever were only so many are left, and no others go on. */
    public Quorum afterLoss(int members) {
        return new Quorum(Math.min(configured, members), members);
    }

    /** Members of which a majority is needed. */
    public int expected() {
        return configured > 0 ? configured : size;
    }

    /** Members that have to be there; 0 where there is no protection. */
    public int needed() {
        return expected() < FEWEST ? 0 : expected() / 2 + 1;
    }

    /** Where so many members that keep data stand. */
    public Standing standing(int members) {
        Quorum now = seen(members);
        if (now.needed() == 0) {
            return Standing.OFF;
        }
        return members >= now.needed() ? Standing.MET : Standing.BELOW;
    }

    /** What is said of so many, with what to do. */
    public String told(int members) {
        return switch (standing(members)) {
            case OFF ->
                    "protection against two halves that both go on is off: it needs "
                            + FEWEST
                            + " nodes that keep data";
            case MET -> members + " nodes keep data, " + seen(members).needed() + " are needed";
            case BELOW ->
                    "only "
                            + members
                            + " of "
                            + expected()
                            + " nodes that keep data are in reach, and "
                            + needed()
                            + " are needed; it goes on when they are back or more nodes are"
                            + " started. Where they are lost for good: gridmill recover";
        };
    }
}
