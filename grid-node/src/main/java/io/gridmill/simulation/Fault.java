package io.gridmill.simulation;

/** What can go wrong. */
public enum Fault {
    /** A process dies. */
    CRASH,
    /** A process that died starts again, as another member; without it the grid shrinks. */
    RESTART,
    /** A process stands still and goes on later; longer than the failure timeout: it is put out. */
    FREEZE,
    /** Messages between two groups of members are held up, both ways or one way. */
    PARTITION,
    /** The network is cut for so long that each side goes on without the other; then they merge. */
    SPLIT,
    /** A node works and answers many times slower for a while. */
    SLOW,
    /** Clocks drift and jump, wall clocks by seconds. */
    CLOCK,
    /** Operations and messages arrive twice, maybe much later. */
    DUPLICATE,
    /** Messages take up to seconds. */
    DELAY,
    /** Messages to members, and operations or their answers, are lost. */
    LOSS,
    /** Partitions move between members. */
    MIGRATE,
    /** A member takes no work for a while, and gives back what it has not started. */
    DRAIN,
    /** A member says goodbye, hands over its records and goes; another one comes. */
    LEAVE
}
