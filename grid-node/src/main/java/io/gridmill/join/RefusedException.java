package io.gridmill.join;

import java.io.IOException;

/** One of two members did not take the other. Its message says why and what to do. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean endsThis;

    /**
     * A refusal.
     *
     * @param endsThis whether it is this member, about to join, that has to give way
     */
    RefusedException(String message, boolean endsThis) {
        super(message);
        this.endsThis = endsThis;
    }

    /** Whether this member cannot be of the grid that it was told to join. */
    public boolean endsThis() {
        return endsThis;
    }

    /** Strangers may make many of these, and where it was thrown tells nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
