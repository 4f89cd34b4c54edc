package io.gridmill.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The blocks of a job, told when what they are made of cannot be read. One thread. */
final class WatchedSource implements BlockSource {
    private final String job;
    private final BlockSource source;
    private final LostBytes lostBytes;

    WatchedSource(String job, BlockSource source, LostBytes lostBytes) {
        this.job = job;
        this.source = source;
        this.lostBytes = lostBytes;
    }

    @Override
    public @Nullable NumberedBlock next() throws IOException {
        try {
            return source.next();
        } catch (IOException | RuntimeException e) {
            lostBytes.failed(job, e);
            throw e;
        }
    }

    @Override
    public boolean done() {
        return source.done();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
