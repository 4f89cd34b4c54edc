package io.gridmill.api;

/** Who asks: this version knows one token, the administrator's. */
final class Caller {
    /** The user in whose name jobs are recorded. */
    static final String NAME = "admin";

    private Caller() {}
}
