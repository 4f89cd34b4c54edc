package io.gridmill.cli;

/** What the process says to its caller; scripts rely on these numbers. */
public final class ExitStatus {
    /** All went well. */
    public static final int DONE = 0;

    /** The job or the operation failed. */
    public static final int FAILED = 1;

    /** What was asked for cannot be meant: an option, a parameter, a type that does not exist. */
    public static final int USAGE = 2;

    /** No server answered. */
    public static final int UNREACHABLE = 3;

    /** No token, an unknown one, or one whose role does not suffice. */
    public static final int NOT_ALLOWED = 4;

    private ExitStatus() {}
}
