package io.gridmill.task;

import java.io.IOException;
import java.io.InputStream;

/** The input data of a job, readable from every node by byte range and never held whole. */
public interface JobInput {

    /** Whether the job has input at all. */
    boolean present();

    /** Number of bytes; 0 without input. */
    long size();

    /**
     * Opens {@code length} bytes from {@code offset}; a range that reaches past the end is cut
     * there. The caller closes the stream. Not buffered.
     *
     * @throws IOException when no node that holds the data answers; the task may be retried
     */
    InputStream open(long offset, long length) throws IOException;

    /** A job without input. */
    static JobInput none() {
        return NoInput.INSTANCE;
    }
}
