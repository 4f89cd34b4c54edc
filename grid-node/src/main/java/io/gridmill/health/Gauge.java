package io.gridmill.health;

/**
 * One figure against its limit, slow to change its mind: raised when the smoothed figure was above
 * the limit for some samples in a row, lowered when it was below four fifths of it for more of them.
 * For one thread.
 */
final class Gauge {
    /** Samples in a row above the limit that raise it. */
    static final int RAISE_AFTER = 10;

    /** Samples in a row below the lower level that lower it again. */
    static final int LOWER_AFTER = 10;

    /** The lower level as a share of the limit. */
    static final double LOWER_LEVEL = 0.8;

    /** Weight of a new sample. */
    private static final double FRESH = 0.4;

    private double limit;
    private double smooth = -1;
    private int above;
    private int below;
    private boolean raised;

    Gauge(double limit) {
        this.limit = limit;
    }

    /** Takes a sample; a negative one, for not known, counts as one below. */
    void add(double sample) {
        double value = Math.max(0, sample);
        smooth = smooth < 0 ? value : smooth + FRESH * (value - smooth);
        above = smooth > limit ? above + 1 : 0;
        below = smooth < LOWER_LEVEL * limit ? below + 1 : 0;
        if (above >= RAISE_AFTER) {
            raised = true;
        } else if (below >= LOWER_AFTER) {
            raised = false;
        }
    }

    /** Goes by another limit from now on. */
    void limit(double other) {
        limit = other;
    }

    double limit() {
        return limit;
    }

    boolean raised() {
        return raised;
    }

    /** Whether it is raised only until the figure has been low for long enough. */
    boolean recovering() {
        return raised && below > 0;
    }

    /** The smoothed figure. */
    double value() {
        return Math.max(0, smooth);
    }
}
