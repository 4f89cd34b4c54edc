package io.gridmill.report;

/** Where a node stands. */
public enum NodeState {
    /** Takes work. */
    ONLINE,
    /** Takes no new work until it recovers; its reason says why. */
    BUSY,
    /** Finishes what it runs and takes nothing new. */
    DRAINING,
    /** Has not been heard of for a while. */
    SUSPECT,
    /** Gone. */
    OFFLINE
}
