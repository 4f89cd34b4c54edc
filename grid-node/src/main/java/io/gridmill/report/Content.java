package io.gridmill.report;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be fetched, also in part: a result, a task's result, a blob. */
public interface Content {

    /** Media type, such as {@code image/png}. */
    String mediaType();

    /** Number of bytes. */
    long size();

    /** Changes whenever the bytes do; without quotes. */
    String entityTag();

    /**
     * Opens {@code length} bytes from {@code offset}, cut at the end of the content. The caller
     * closes the stream.
     */
    InputStream open(long offset, long length) throws IOException;
}
