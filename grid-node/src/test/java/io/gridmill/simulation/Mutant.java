package io.gridmill.simulation;

/** Faults that are put in on purpose: a simulation that misses one of them proves nothing. */
enum Mutant {
    /** The product as it is. */
    NONE,
    /** Any completion of a task that has not ended is taken, whoever holds the task. */
    NO_FENCING,
    /** A completion is taken after its claim has expired, whatever the attempt. */
    EXPIRED_ACCEPTED,
    /** Backups decide on the event again, and do not repeat the owner's outcome. */
    BACKUP_DECIDES,
    /** That a block has settled is told once, and not again when the message was lost. */
    SETTLED_TOLD_ONCE,
    /** A lost claim counts as a failure of its tasks. */
    LOSS_CHARGED,
    /** The owner answers before its backups know. */
    ANSWER_BEFORE_BACKUPS,
    /**
     * An operation that finds its work done, because it is repeated, is answered at once, though the
     * backups may not know of it yet.
     */
    REPEAT_ANSWERED_AT_ONCE,
    /** Owners fold, settle and drive by records that their backups do not know yet. */
    ACTS_BEFORE_BACKUPS,
    /** Blocks do not hear that their job stops. */
    STOP_UNHEARD
}
