package io.gridmill.simulation;

/** What is broken on purpose: a simulation that misses one of these proves nothing. */
public enum Mutant {
    /** The product as it is. */
    NONE,
    /** Any completion of a task that has not ended is taken, whoever holds the task. */
    NO_FENCING,
    /** A completion that comes after its claim was given up is passed through. */
    LATE_ACCEPTED,
    /** Backups decide on the event again, and do not repeat the owner's outcome. */
    BACKUP_DECIDES,
    /** A claim is granted tasks that another one holds. */
    DOUBLE_CLAIM,
    /** A lost claim counts as a failure of its tasks. */
    LOSS_CHARGED,
    /** The owner answers before its backups know. */
    ANSWER_BEFORE_BACKUPS,
    /** What was found done is answered at once: blocks settle before their backups know. */
    SETTLES_BEFORE_BACKUPS,
    /** A failed task of a stopping job goes back to its back-off: cancel loses to retry. */
    RETRY_BEATS_CANCEL,
    /** Blocks that arrive with a partition are never looked at: a lost wake-up stays lost. */
    WAKE_UP_STAYS_LOST,
    /** Leases are measured by the wall clock. */
    LEASE_BY_WALL_CLOCK,
    /** Blocks do not hear that their job stops. */
    STOP_UNHEARD,
    /** A retry by hand runs a task again that has succeeded. */
    RETRY_RERUNS_SUCCEEDED,
    /** Nobody is blamed for lost nodes: what kills them runs again for ever. */
    POISON_NEVER_QUARANTINED,
    /** Of two copies of a task the second to succeed counts as well. */
    BOTH_COPIES_ACCEPTED,
    /** A stop of an older generation is heard in the next one. */
    OLD_STOP_HEARD,
    /** After a split the copy of the smaller side stands as it is. */
    PASS_THROUGH_MERGE,
    /** The smaller side of a split goes on as if it were all. */
    MINORITY_GOES_ON,
    /** Members that keep no data count for the majority. */
    WORKERS_COUNT,
    /** A repeated addition to an open job adds its tasks once more. */
    ADDED_TWICE,
    /** An open job ends where its record says, which is behind what its blocks know. */
    SEALED_BY_RECORD,
    /** All steps of a job begin when the first one does. */
    STEPS_BEGIN_AT_ONCE
}
