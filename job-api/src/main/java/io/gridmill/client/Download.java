package io.gridmill.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes on their way from the server.
 *
 * @param mediaType such as {@code image/png}
 * @param size number of bytes; negative when the server does not say
 * @param body the bytes, once
 */
public record Download(String mediaType, long size, InputStream body) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        body.close();
    }
}
