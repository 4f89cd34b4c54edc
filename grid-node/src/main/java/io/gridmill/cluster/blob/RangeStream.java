package io.gridmill.cluster.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Part of a local file. It can be read to its end also when the file is deleted meanwhile. */
final class RangeStream extends InputStream {
    private static final int SLICE = 64 * 1024;

    private final FileChannel channel;
    private long position;
    private final long end;

    /** Takes over the channel. */
    RangeStream(FileChannel channel, long offset, long length) throws IOException {
        this.channel = channel;
        this.position = offset;
        this.end = offset + Math.clamp(length, 0, Math.max(0, channel.size() - offset));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int most = (int) Math.min(Math.min(length, SLICE), end - position);
        int count = channel.read(ByteBuffer.wrap(bytes, offset, most), position);
        if (count < 0) {
            throw new IOException("The file ends before its blob does");
        }
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, end - position);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
