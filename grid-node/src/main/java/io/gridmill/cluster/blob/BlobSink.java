package io.gridmill.cluster.blob;

import io.gridmill.job.DataRef;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob in writing. Nothing of it can be seen before {@link #commit}; closed without, it is
 * discarded. Writing throws {@link GridException}: {@link ErrorCode#TOO_LARGE} or {@link
 * ErrorCode#DISK_FULL}. For one thread.
 */
public final class BlobSink extends OutputStream {
    private static final int BUFFER = 64 * 1024;

    private final TempFile temp;
    private final OutputStream buffered;
    private final Publisher publisher;
    private final Runnable onClose;
    private boolean closed;

    /** What makes a finished file a blob. */
    interface Publisher {
        void publish(TempFile temp, String digest) throws IOException;
    }

    BlobSink(TempFile temp, Publisher publisher, Runnable onClose) {
        this.temp = temp;
        this.buffered = new BufferedOutputStream(temp, BUFFER);
        this.publisher = publisher;
        this.onClose = onClose;
    }

    @Override
    public void write(int value) throws IOException {
        checkOpen();
        buffered.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        checkOpen();
        buffered.write(bytes, offset, length);
    }

    /**
     * Makes the bytes a blob: safe on this disk and on those of as many members as shall hold it.
     * Waits for that. The sink is closed afterwards, also when it fails.
     *
     * @throws GridException {@link ErrorCode#UNAVAILABLE} or {@link ErrorCode#DISK_FULL} where too
     *     few members could take it; nothing is left then
     */
    public DataRef.Blob commit() throws IOException {
        return commit(null);
    }

    /**
     * As {@link #commit()}, where the bytes are of this digest.
     *
     * @param expectedDigest null for any
     * @throws GridException also {@link ErrorCode#BAD_REQUEST} where they are not
     */
    public DataRef.Blob commit(@Nullable String expectedDigest) throws IOException {
        checkOpen();
        try {
            buffered.flush();
            var digest = temp.finish();
            if (expectedDigest != null && !expectedDigest.equals(digest)) {
                throw new GridException(
                        ErrorCode.BAD_REQUEST,
                        "The bytes received have the digest %s, not %s: send them again"
                                .formatted(digest, expectedDigest));
            }
            publisher.publish(temp, digest);
            return new DataRef.Blob(digest, temp.size());
        } finally {
            close();
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("The blob is committed or discarded");
        }
    }

    /** Discards what was written unless it was committed. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            temp.close();
        } finally {
            onClose.run();
        }
    }
}
