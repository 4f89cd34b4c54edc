package io.gridmill.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A body that comes in: small ones in memory, others in a file that goes with this. One thread. */
final class ArrivingBody implements AutoCloseable {
    /** Bytes of a body that lies in memory while it arrives. */
    static final int IN_MEMORY = 16 << 10;

    private final Path folder;
    private final byte[] start = new byte[IN_MEMORY];
    private @Nullable FileChannel file;
    private long length;

    /**
     * A body of which nothing has come.
     *
     * @param folder where its file is made, if it needs one; may not exist yet
     */
    ArrivingBody(Path folder) {
        this.folder = folder;
    }

    /** Bytes that have come. */
    long length() {
        return length;
    }

    /** Takes the next bytes. */
    void add(byte[] bytes, int count) throws IOException {
        if (file == null && length + count <= IN_MEMORY) {
            System.arraycopy(bytes, 0, start, (int) length, count);
        } else {
            FileChannel to = file == null ? create() : file;
            write(to, ByteBuffer.wrap(bytes, 0, count));
        }
        length += count;
    }

    /** A file without a name, as far as the system has that: it goes with a killed process too. */
    private FileChannel create() throws IOException {
        Files.createDirectories(folder);
        FileChannel created =
                FileChannel.open(
                        folder.resolve(".arriving-" + UUID.randomUUID()),
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE));
        file = created;
        write(created, ByteBuffer.wrap(start, 0, (int) length));
        return created;
    }

    private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** All of it, from the start; ends with this. */
    InputStream open() throws IOException {
        FileChannel from = file;
        return from == null
                ? new ByteArrayInputStream(start, 0, (int) length)
                : new BufferedInputStream(Channels.newInputStream(from.position(0)), IN_MEMORY);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
