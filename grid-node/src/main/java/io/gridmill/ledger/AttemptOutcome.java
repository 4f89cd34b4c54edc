package io.gridmill.ledger;

/** How an attempt at a task ended. The ordinal is its code: only append. */
public enum AttemptOutcome {
    /** Its result was accepted. */
    SUCCEEDED,
    /** Its code failed. */
    FAILED,
    /** It ran longer than the task's timeout. */
    TIMED_OUT,
    /** It was told to stop. */
    CANCELLED,
    /** Its node was lost or did not renew its claim. */
    LOST,
    /** Another attempt's result was accepted first. */
    SUPERSEDED,
    /** Its code did not stop when told to and was left behind. */
    ABANDONED;

    private static final AttemptOutcome[] ALL = values();

    /** The outcome of a code. */
    public static AttemptOutcome of(byte code) {
        return ALL[code];
    }

    /** The code of this outcome. */
    public byte code() {
        return (byte) ordinal();
    }
}
