package io.gridmill.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Temporary files that go when it is closed. */
@NullMarked
public final class LocalWorkspace implements Workspace, AutoCloseable {
    private final List<Path> files = new ArrayList<>();

    @Override
    public Path newFile() throws IOException {
        Path file = Files.createTempFile("gridmill-test-", ".tmp");
        files.add(file);
        return file;
    }

    /** Number of files asked for so far. */
    public int count() {
        return files.size();
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
