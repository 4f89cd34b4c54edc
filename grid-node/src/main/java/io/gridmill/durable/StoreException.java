package io.gridmill.durable;

/** The store did not do what it was asked. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether the same may well succeed later: the store is gone, slow or full. */
    private final boolean passing;

    public StoreException(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** Whether the same may well succeed later: the store is gone, slow or full. */
    public boolean passing() {
        return passing;
    }
}
