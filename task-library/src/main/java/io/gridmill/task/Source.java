package io.gridmill.task;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be read more than once: in memory, on this disk, or on another node's. */
public interface Source {

    /** Number of bytes. */
    long size();

    /** Opens them from the start; the caller closes the stream. Not buffered. */
    InputStream open() throws IOException;

    /** Bytes held in memory; the array must not be changed afterwards. */
    static Source of(byte[] bytes) {
        return new Source() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    /** A file on this node's disk that is written no more. */
    static Source of(Path file) throws IOException {
        long size = Files.size(file);
        return new Source() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
