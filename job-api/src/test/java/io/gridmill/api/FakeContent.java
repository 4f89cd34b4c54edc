package io.gridmill.api;

import io.gridmill.report.Content;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Content made up as it is read, which counts how often it is open and how much was read. */
final class FakeContent implements Content {
    final AtomicInteger open = new AtomicInteger();
    final AtomicLong read = new AtomicLong();
    private final String mediaType;
    private final byte[] bytes;
    private final long size;

    private FakeContent(String mediaType, byte[] bytes, long size) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.size = size;
    }

    static FakeContent of(String mediaType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new FakeContent(mediaType, bytes, bytes.length);
    }

    /** As many zeros as wanted, held nowhere. */
    static FakeContent zeros(long size) {
        return new FakeContent("application/octet-stream", new byte[0], size);
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String entityTag() {
        return "tag-" + size;
    }

    @Override
    public InputStream open(long offset, long length) {
        open.incrementAndGet();
        long count = Math.min(length, size - offset);
        return bytes.length == 0
                ? new Zeros(count)
                : new Counted(new ByteArrayInputStream(bytes, (int) offset, (int) count));
    }

    private final class Counted extends java.io.FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private final class Zeros extends InputStream {
        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            read.incrementAndGet();
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(buffer, offset, offset + count, (byte) 0);
            left -= count;
            read.addAndGet(count);
            return count;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
