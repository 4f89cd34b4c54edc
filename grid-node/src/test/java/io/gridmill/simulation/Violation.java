package io.gridmill.simulation;

/** Something that must never be; its text says what, and how it came about. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String what, String story) {
        super(what + "\n    " + story);
    }
}
