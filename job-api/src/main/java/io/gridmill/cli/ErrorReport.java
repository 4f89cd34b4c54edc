package io.gridmill.cli;

import io.gridmill.client.ServerUnreachableException;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * A failure as a person reads it: what happened with its code, the bad fields, what to do.
 *
 * @param status exit status, one of {@link ExitStatus}
 * @param text one or more lines without a line feed at the end
 */
record ErrorReport(int status, String text) {

    /** The report on any failure, of a command that is not known. */
    static ErrorReport of(Throwable failure) {
        return of(failure, "");
    }

    /**
     * The report on any failure.
     *
     * @param command what was called, such as {@code gridmill config set}
     */
    static ErrorReport of(Throwable failure, String command) {
        return switch (failure) {
            case GridException e -> new ErrorReport(statusOf(e.code()), text(e, command));
            case CommandException e -> new ErrorReport(e.status(), line(sentence(message(e))));
            case ServerUnreachableException e ->
                    new ErrorReport(
                            ExitStatus.UNREACHABLE,
                            line(
                                    sentence(message(e))
                                            + " Start one with `gridmill up`, or name another with"
                                            + " --server."));
            case UncheckedIOException e when e.getCause() != null -> of(e.getCause(), command);
            case IOException e -> new ErrorReport(ExitStatus.FAILED, line(sentence(reason(e))));
            default ->
                    new ErrorReport(
                            ExitStatus.FAILED,
                            line(
                                    sentence("This is a fault in Gridmill itself: " + failure)
                                            + " Set GRIDMILL_DEBUG=1 to see where it comes from."));
        };
    }

    /** The exit status that says the same as a code. */
    static int statusOf(ErrorCode code) {
        return switch (code) {
            case UNAUTHENTICATED, NOT_ALLOWED -> ExitStatus.NOT_ALLOWED;
            case BAD_REQUEST, UNKNOWN_TYPE, NO_SUCH_TYPE -> ExitStatus.USAGE;
            default -> ExitStatus.FAILED;
        };
    }

    private static String text(GridException e, String command) {
        StringBuilder text = new StringBuilder();
        String message = e.getMessage() == null ? e.code().meaning() : e.getMessage();
        text.append(line(sentence(message) + " [" + e.code().code() + "]"));
        for (FieldError error : e.errors()) {
            text.append("\n  ").append(error.pointer()).append(": ").append(error.message());
        }
        String advice = Advice.on(e.code(), command);
        if (!advice.isEmpty()) {
            text.append("\n  ").append(advice);
        }
        return text.toString();
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getFile() != null) {
            String why =
                    switch (e) {
                        case NoSuchFileException _ -> "there is no such file or directory";
                        case AccessDeniedException _ -> "access to it is denied";
                        case FileAlreadyExistsException _ -> "it exists already";
                        default -> file.getReason() == null ? e.toString() : file.getReason();
                    };
            return file.getFile() + ": " + why;
        }
        return message(e);
    }

    private static String line(String text) {
        return "gridmill: " + text;
    }

    private static String sentence(String text) {
        return text.isEmpty() || ".!?".indexOf(text.charAt(text.length() - 1)) >= 0
                ? text
                : text + ".";
    }
}
