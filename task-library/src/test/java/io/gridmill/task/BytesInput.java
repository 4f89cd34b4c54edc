package io.gridmill.task;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

/**
 * Input held in memory.
 *
 * @param text the bytes, one character each (ISO 8859-1)
 */
@NullMarked
public record BytesInput(String text) implements JobInput {

    /** Input of these bytes. */
    public static BytesInput of(byte[] bytes) {
        return new BytesInput(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Input of a text in UTF-8. */
    public static BytesInput ofUtf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean present() {
        return true;
    }

    @Override
    public long size() {
        return text.length();
    }

    @Override
    public InputStream open(long offset, long length) {
        int from = (int) Math.min(offset, size());
        int to = (int) Math.min(size(), from + length);
        return new ByteArrayInputStream(
                text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }
}
