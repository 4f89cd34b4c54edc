package io.gridmill.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot go on, for a reason of its own and not the grid's. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private CommandException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The user asked for something that cannot be meant. */
    public static CommandException usage(String message) {
        return new CommandException(ExitStatus.USAGE, message, null);
    }

    /** The operation failed. */
    public static CommandException failed(String message, @Nullable Throwable cause) {
        return new CommandException(ExitStatus.FAILED, message, cause);
    }

    /** There is no server to ask. */
    public static CommandException noServer(String message) {
        return new CommandException(ExitStatus.UNREACHABLE, message, null);
    }

    /** The exit status, one of {@link ExitStatus}. */
    public int status() {
        return status;
    }
}
