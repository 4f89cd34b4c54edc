package io.gridmill.health;

/** Tells when there has been no work for a while. For one thread. */
public final class IdleWatch {
    private final long patienceNanos;
    private long idleSince;
    private boolean idle;

    /**
     * A watch.
     *
     * @param patienceNanos how long there must be no work
     */
    public IdleWatch(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** Whether there was no work for that long, this look included. */
    public boolean look(boolean work, long nanoTime) {
        if (work) {
            idle = false;
            return false;
        }
        if (!idle) {
            idle = true;
            idleSince = nanoTime;
        }
        return nanoTime - idleSince >= patienceNanos;
    }
}
