package io.gridmill.node;

import io.gridmill.report.Content;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes in memory. */
@SuppressWarnings("ArrayRecordComponent")
record BytesContent(byte[] bytes, String mediaType, String entityTag) implements Content {

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open(long offset, long length) {
        int from = (int) Math.min(offset, bytes.length);
        int count = (int) Math.min(length, bytes.length - from);
        return new ByteArrayInputStream(bytes, from, count);
    }
}
