package io.gridmill.api;

import java.io.InputStream;

/**
 * Bytes on their way to a client.
 *
 * @param stream closed by whoever writes it
 * @param length how many there are
 */
record ContentPart(InputStream stream, long length) {}
