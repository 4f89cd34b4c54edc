package io.gridmill.execute;

import io.gridmill.job.DataRef;
import io.gridmill.task.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** Where bytes of any size go: small ones into records, large ones onto disks. Thread-safe. */
public interface ResultStore {

    /**
     * A stream for bytes whose number is not known yet.
     *
     * @param reference who will refer to them: the job's id, a slash, and what they are
     */
    Writer open(String reference) throws IOException;

    /** The bytes of a reference, which may be on other nodes. */
    Source source(DataRef data);

    /** Some bytes of a reference, cut at its end; the caller closes the stream. */
    InputStream open(DataRef data, long offset, long length) throws IOException;

    /** Says that a reference is not used any more by what {@link #open(String)} was told. */
    void release(DataRef data, String reference);

    /** Says that nothing of a job is used any more. */
    void releaseJob(String job);

    /**
     * Looks for bytes on all disks and makes them known again, where what was known of them is lost.
     *
     * @return whether they are there
     */
    default boolean restore(DataRef data, String reference) {
        return true;
    }

    /** A new empty directory on the data disk for temporary files. */
    Path newDirectory() throws IOException;

    /** Collects bytes; closing without {@link #finish} discards them. */
    abstract class Writer extends OutputStream {

        /** Bytes written so far. */
        public abstract long size();

        /**
         * Ends the stream.
         *
         * @return the bytes, safe on as many nodes as the grid promises
         */
        public abstract DataRef finish() throws IOException;
    }
}
