package io.gridmill.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The blocks of a job, made one after another; to be closed. One thread. */
public interface BlockSource extends AutoCloseable {

    /** The next block, or null when there is none now or none any more. */
    @Nullable NumberedBlock next() throws IOException;

    /** Whether all blocks were given. */
    boolean done();

    @Override
    void close() throws IOException;
}
