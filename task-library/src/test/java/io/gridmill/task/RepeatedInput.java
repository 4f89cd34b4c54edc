package io.gridmill.task;

import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;

/** A pattern over and over, far more than fits anywhere; counts what is read of it. */
@NullMarked
public final class RepeatedInput implements JobInput {
    private final byte[] pattern;
    private final long size;
    private final AtomicLong read = new AtomicLong();

    /**
     * So many bytes of the pattern.
     *
     * @param pattern at least one byte, and the last may be cut
     */
    public RepeatedInput(byte[] pattern, long size) {
        this.pattern = pattern.clone();
        this.size = size;
    }

    /** Bytes that were read so far. */
    public long bytesRead() {
        return read.get();
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long offset, long length) {
        long end = Math.min(size, offset + Math.min(length, size));
        return new InputStream() {
            private long at = offset;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                Objects.checkFromIndexSize(from, count, bytes.length);
                if (at >= end) {
                    return -1;
                }
                int n = (int) Math.min(count, end - at);
                for (int i = 0; i < n; i++) {
                    bytes[from + i] = pattern[(int) ((at + i) % pattern.length)];
                }
                at += n;
                read.addAndGet(n);
                return n;
            }
        };
    }
}
