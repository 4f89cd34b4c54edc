package io.gridmill.task.builtin.password;

import io.gridmill.task.TaskContext;
import io.gridmill.task.TaskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What is wrong with a line of the input: says which line, and never what stands in it.
 *
 * @param offset where the line starts in the input
 */
record LineFault(TaskContext context, long offset) {
    private static final int BUFFER = 256 * 1024;

    TaskFailure tooLong(int limit) throws IOException {
        return of(
                "line-too-long",
                "has " + limit + " bytes or more with its end; is the input one item a line?");
    }

    /**
     * The failure.
     *
     * @param problem what is wrong with the line and what to do, after "Line n of the input"
     */
    TaskFailure of(String code, String problem) throws IOException {
        return TaskFailure.giveUp(
                code, "Line " + lineNumber() + " of the input (byte " + offset + ") " + problem);
    }

    /** Reads all that is before: a task knows bytes only, and faults are rare. */
    private long lineNumber() throws IOException {
        long number = 1;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = context.input().open(0, offset)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                context.checkStopped();
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        number++;
                    }
                }
            }
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
        return number;
    }
}
