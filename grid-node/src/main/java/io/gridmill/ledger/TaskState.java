package io.gridmill.ledger;

/** Where a task stands. The ordinal is its code in blocks and events: only append. */
public enum TaskState {
    /** Waits for its next attempt's back-off. */
    WAITING,
    /** May be claimed. */
    READY,
    /** Claimed by a node, not started. */
    ASSIGNED,
    /** An attempt runs. */
    RUNNING,
    /** Ended: its result is recorded. */
    SUCCEEDED,
    /** Ended: its last attempt failed. */
    FAILED,
    /** Ended: its job was cancelled; or its job failed after it had started. */
    CANCELLED,
    /** Ended without having started, because its job failed. */
    SKIPPED;

    private static final TaskState[] ALL = values();

    /** Whether nothing changes any more within this generation. */
    public boolean ended() {
        return ordinal() >= SUCCEEDED.ordinal();
    }

    /** The state of a code. */
    public static TaskState of(byte code) {
        return ALL[code];
    }

    /** The code of this state. */
    public byte code() {
        return (byte) ordinal();
    }
}
