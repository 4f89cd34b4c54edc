package io.gridmill.task.builtin.password;

import io.gridmill.task.TaskFailure;
import java.io.IOException;

/** Takes lines. */
interface LineSink {

    /**
     * One line without its end.
     *
     * @param offset where it starts in the input
     * @param bytes holds it from {@code from} to before {@code to}; valid during the call only
     */
    void line(long offset, byte[] bytes, int from, int to) throws IOException, TaskFailure;
}
