package io.gridmill.cluster.blob;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A file in writing: hashes what it gets and takes room for it. For one thread. */
final class TempFile extends OutputStream {
    private static final int SLICE = 64 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final DiskBudget budget;
    private final long maxSize;
    private final boolean forced;
    private final MessageDigest hash = Digests.sha256();
    private long size;
    private boolean moved;
    private boolean closed;

    TempFile(Path path, FileChannel channel, DiskBudget budget, long maxSize, boolean forced) {
        this.path = path;
        this.channel = channel;
        this.budget = budget;
        this.maxSize = maxSize;
        this.forced = forced;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (size + length > maxSize) {
            throw new GridException(
                    ErrorCode.TOO_LARGE,
                    "A blob may have %d bytes (blob.maxBytes)".formatted(maxSize));
        }
        budget.take(length);
        size += length;
        hash.update(bytes, offset, length);
        for (int done = 0; done < length; done += SLICE) {
            var slice = ByteBuffer.wrap(bytes, offset + done, Math.min(SLICE, length - done));
            while (slice.hasRemaining()) {
                channel.write(slice);
            }
        }
    }

    /** Ends the writing and returns the digest. */
    String finish() throws IOException {
        if (forced) {
            channel.force(true);
        }
        channel.close();
        return Digests.text(hash);
    }

    long size() {
        return size;
    }

    Path path() {
        return path;
    }

    /** The file stands elsewhere now and keeps its room. */
    void markMoved() {
        moved = true;
    }

    /** Discards the file unless it was moved. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        channel.close();
        if (!moved) {
            Files.deleteIfExists(path);
            budget.giveBack(size);
        }
    }
}
